import { moment } from "@biaochi/words";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { ask } from "../../../exchange/ask.ts";
import { RefusedHere } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Failed } from "../../../frame/states.tsx";
import { recognisedPeople } from "./questions.ts";

/** Who was meant where several bear a name: it is not asked again, until somebody takes it back. */
export function RecognisedPeople({ programme }: { readonly programme: string }) {
  const say = useSay();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    recognisedPeople(programme),
  );
  const questions = useQueryClient();
  const withdrawal = useMutation({
    mutationFn: (recognised: number) => ask("withdrawRecognised", { params: { programme, recognised } }),
    onSettled: () => questions.invalidateQueries({ queryKey: ["recognised", programme] }),
  });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  const people = data?.pages.flatMap((page) => page.recognised) ?? [];
  if (people.length === 0) return null;
  return (
    <section aria-labelledby="recognised">
      <h2 id="recognised">{say("import.recognised")}</h2>
      <p className="quiet">{say("import.recognised.what")}</p>
      {withdrawal.error !== null && <RefusedHere error={withdrawal.error} />}
      <Scroll label={say("import.recognised")} text>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("import.recognised.unit")}</th>
              <th scope="col">{say("import.recognised.post")}</th>
              <th scope="col">{say("import.recognised.person")}</th>
              <th scope="col">{say("import.by")}</th>
              <th scope="col">{say("import.recognised.do")}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((each) => (
              <tr key={each.recognised}>
                <td data-label={say("import.recognised.unit")}>{each.unit || "—"}</td>
                <td data-label={say("import.recognised.post")}>{each.post || "—"}</td>
                <th scope="row">
                  <Link
                    to="/programmes/$programme/registry/officials/$subject"
                    params={{ programme, subject: each.official.id }}
                  >
                    {say.named(each.official.name)}
                  </Link>
                  <span className="quiet small block">{each.official.id}</span>
                </th>
                <td data-label={say("import.by")}>
                  {each.by && say.named(each.by)}
                  <span className="quiet small block">{moment(say.language, each.at)}</span>
                </td>
                <td>
                  <Button
                    size="small"
                    aria-label={`${say("import.recognised.withdraw")}${say("lost.colon")}${say.named(each.official.name)}`}
                    loading={withdrawal.isPending && withdrawal.variables === each.recognised}
                    onClick={() => withdrawal.mutate(each.recognised)}
                  >
                    {say("import.recognised.withdraw")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say("registry-history.more")}
        </Button>
      )}
    </section>
  );
}
