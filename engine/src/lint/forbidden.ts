/**
 * What may not be appraised at all, by the national rules on mobile government applications (国办函〔2026〕12号, quoted in
 * press digests): check-ins, online time, log-ins, likes, forwards, study time, photos, tracks; and counts of meetings and
 * papers taken for achievements; nor how many deeds somebody has, so that nobody fills a record for the number. Neither a scheme
 * nor the library can express it, however it is spelt.
 */
export const forbiddenKinds = [
  ...["check-in", "online-time", "logins", "likes", "photos", "location", "install-rate", "paper-count"],
] as const;
export type ForbiddenKind =
  | "check-in"
  | "online-time"
  | "logins"
  | "likes"
  | "photos"
  | "location"
  | "install-rate"
  | "paper-count";

type Pattern = readonly [kind: ForbiddenKind, words: RegExp];

/** Chinese: read without spaces and signs, so that nothing can be put between two characters. */
const chinese: readonly Pattern[] = [
  ["check-in", /打卡|签到|签退|刷脸(次数|率|考核|登记)/],
  [
    "online-time",
    /(在线|上线|学习|浏览|观看|停留|使用|挂机)(平台|系统|软件|应用|课程)?(总|累计|平均|日均|人均)?(时长|时间长度|小时数|分钟数)|在线率|上线率/,
  ],
  [
    "logins",
    /(登录|登陆|登入)(平台|系统|软件|应用|账号|app)?(的)?(总|累计|人均|日均|平均|每日|每周|每月)?(次数|频次|频率|率|天数|人数|量|情况|数(?!据))|(日|周|月)活(跃)?(率|度|量|数|用户|人数)?|活跃(率|度|天数|用户|人数)/,
  ],
  [
    "likes",
    /点赞|点个赞|转赞评|转发(量|数(?!据)|率|次数|情况)|分享(量|数(?!据)|率|次数)|评论(量|数(?!据)|条数)|(网络|网上|线上|微信|在线)投票(数|量|排名|得票|票数)|(网络|网上|线上|微信)(得)?票(数|排名)|(阅读|浏览|点击|播放|访问|收藏|关注|粉丝)(总|累计)?(量|数(?!据)|次数|人数)|集赞/,
  ],
  [
    "photos",
    /(工作|现场|活动|留痕)?(照片|图片|视频|截图|截屏)(的)?(张数|份数|数量|数(?!据)|量|上传|报送|留痕)|(上传|报送|拍摄|拍照)(工作|现场|活动)*(的)?(照片|图片|视频|截图)|拍照(上传|留痕|打卡|次数)/,
  ],
  [
    "location",
    /(轨迹|定位|位置)(上报|打卡|签到|次数|核查|达标|时长|率|上传|回传|共享)|(运动|活动|巡查|行走|人员)轨迹|行走步数|步数(排名|达标)/,
  ],
  [
    "install-rate",
    /(app|应用|客户端|公众号|小程序|平台|账号|用户|软件).{0,6}(下载|安装|关注|注册|激活|推广)(率|量|数(?!据)|人数)|下载(率|量|次数)|(下载|安装|激活|注册)(app|应用|客户端|小程序|软件|平台|账号)(的)?(率|量|人数)|(app|小程序|政务应用|客户端|公众号)的?(使用率|普及率|覆盖率)/,
  ],
];

/** Counts of meetings and papers: a curb on them (fewer is better) is welcome. */
const papers: readonly Pattern[] = [
  [
    "paper-count",
    /(召开|开展|组织|参加)?(会议|开会|例会|推进会|调度会|学习会|培训会|座谈会)(召开)?(的)?(总)?(次数|场次|数量|期数|个数)|(召开|开)会(议)?(次数|场数|数)|(发文|文件|简报|台账|台帐|总结|专报|宣传稿|稿件|新闻稿|心得体会|笔记|调研报告|工作报告|政务信息|宣传信息|(工作|日常)?纪实(事项)?|实绩(事项)?|事迹)(的)?(制定|印发|报送|上报|刊发|撰写|编发|录用|采用)?(的)?(总)?(篇数|份数|期数|条数|件数|字数|本数|厚度|数量|个数|数(?!据))|(信息|材料|方案|报道)(的)?(报送|上报|录用|采用|刊发)?(篇数|条数|份数)|(印发|制定|报送|上报|刊发|编发|建立|撰写)(文件|简报|台账|台帐|总结|方案|材料|信息|稿件)(的)?(总)?(篇数|份数|期数|条数|件数|数量|数(?!据))/,
  ],
];
const curbs = /压减|压缩|减少|精简|控制|下降|少发|少开|不超过/;

/** English: read with single spaces, letters that were drawn apart put together. */
const english: readonly Pattern[] = [
  [
    "check-in",
    /\bcheck(s|ing|ed)? ?(-| )?ins?\b|\bclock(s|ing)? ?(-| )?(in|on)s?\b|\bpunch(ing)? ?in\b|\bsign ins? (count|number|rate)s?\b/,
  ],
  [
    "online-time",
    /\bonline ?(time|hours|minutes|duration)\b|\bscreen ?time\b|\bstudy ?(time|hours|minutes)\b|\b(time|hours|minutes) (spent )?(online|logged)\b|\bhours? of study\b/,
  ],
  [
    "logins",
    /\blog ?(-| )?(in|on)s?\b|\blogs? ?in\b|\blogging ?in\b|\bactive users?\b|\b(daily|monthly|weekly) actives?\b/,
  ],
  [
    "likes",
    /\blikes\b|\bre(-| )?tweets?\b|\bre(-| )?posts?\b|\b(number|count|volume) of (shares|forwards|comments|followers|views|clicks)\b|\bshares? (count|number|volume)s?\b|\bfollowers?\b|\b(page|video) ?views\b|\bonline vot(es|ing)\b|\bthumbs ?up\b/,
  ],
  [
    "photos",
    /\b(photo|picture|video|screenshot|image)s? ?(count|number|upload)s?\b|\b(number|count) of (photo|picture|video|screenshot|image)s?\b|\bupload(ed|ing|s)? (of )?(work )?(photo|picture|video|screenshot|image)s?\b/,
  ],
  [
    "location",
    /\bgps\b|\blocation ?(track|report|proof|evidence)\w*\b|\b(movement|walking) tracks?\b|\bsteps walked\b/,
  ],
  [
    "install-rate",
    /\b(app|account)s? ?(install|download|registration)\w*\b|\binstall(ation)?s? ?rate\b|\bdownloads? (count|number|rate)s?\b|\b(number|count) of (downloads|installs|installations|registrations of accounts)\b/,
  ],
];
const englishPapers: readonly Pattern[] = [
  [
    "paper-count",
    /\b(number|count) of (deeds|achievements|meetings|documents|reports|briefings|papers|newsletters|ledgers|articles)\b|\b(meetings|documents|reports|briefings|newsletters|articles) (held|issued|written|sent|published|count|number)\b|\b(meeting|document|report|briefing) counts?\b/,
  ],
];
const englishCurbs = /\b(fewer|less|reduc\w+|cut|limit\w*|not more than|decrease\w*)\b/;

/** What is counted, and what it is counted in: apart from each other they are found too, one in the name, one in the definition. */
const apart: readonly (readonly [kind: ForbiddenKind, what: RegExp, count: RegExp])[] = [
  [
    "logins",
    /登录|登陆|登入|\blog ?(-| )?(in|on)s?\b/,
    /次数|频次|频率|天数|人数|几次|多少次|\b(count|times|number|how often|frequency)\b/,
  ],
  [
    "likes",
    /点赞|转发|集赞|\blikes?\b|\bforward(s|ing)\b/,
    /次数|数量|条数|人数|总量|\b(count|times|number|how many)\b/,
  ],
  ["photos", /照片|截图|视频|\bphotos?\b|\bscreenshots?\b/, /张数|份数|上传|数量|\b(upload\w*|count|number)\b/],
  ["online-time", /在线|上线|学习平台|学习强国|\bonline\b/, /时长|分钟数|小时数|\b(minutes|hours|duration)\b/],
  ["install-rate", /app|小程序|客户端|公众号|\bapps?\b/, /安装|下载|注册率|注册人数|激活|\b(install\w*|download\w*)\b/],
];

// Signs that are not seen stand between two characters and are taken away: soft hyphens, zero-width ones, marks of direction.
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

const plainOf = (text: string): string => text.normalize("NFKC").replaceAll(unseen, "").toLowerCase();
/** Letters drawn apart ("l o g i n s", "l-o-g-i-n") are one word again. */
const joined = (text: string): string =>
  text.replaceAll(/\b[a-z](?:[ ._*-][a-z]){3,}\b/g, (word) => word.replaceAll(/[^a-z]/g, ""));
const denseOf = (text: string): string => plainOf(text).replaceAll(/[^\p{L}\p{N}]/gu, "");
const spacedOf = (text: string): string =>
  joined(plainOf(text))
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

export type Forbidden = { readonly kind: ForbiddenKind; readonly word: string };
export type ForbiddenOptions = {
  /** Fewer is better: then a count of meetings or papers curbs them. */
  readonly isCurb?: boolean;
};

/**
 * The first forbidden thing that any of the texts says, or that two of them say together; `word` is what was found, as it was
 * read. Texts that belong together (name, definition) are given together.
 */
export function findForbidden(
  texts: readonly string[],
  { isCurb = false }: ForbiddenOptions = {},
): Forbidden | undefined {
  const read = texts.filter((text) => text !== "").map((text) => ({ dense: denseOf(text), spaced: spacedOf(text) }));
  const names = read.slice(0, namesAmong);
  const isCurbed = isCurb || names.some(({ dense, spaced }) => curbs.test(dense) || englishCurbs.test(spaced));
  for (const { dense, spaced } of read) {
    const found =
      first(chinese, dense) ??
      first(english, spaced) ??
      (isCurbed ? undefined : (first(papers, dense) ?? first(englishPapers, spaced)));
    if (found !== undefined) return found;
  }
  for (const [kind, what, count] of apart) {
    for (const { dense, spaced } of names) {
      const word = what.exec(dense)?.[0] ?? what.exec(spaced)?.[0];
      if (word === undefined) continue;
      const counted = read.find((other) => count.test(other.dense) || count.test(other.spaced));
      if (counted !== undefined) return { kind, word };
    }
  }
  return undefined;
}

/** The first two texts are the names: what is said apart begins there, since a definition may mention anything in passing. */
const namesAmong = 2;

function first(patterns: readonly Pattern[], text: string): Forbidden | undefined {
  for (const [kind, words] of patterns) {
    const word = words.exec(text)?.[0];
    if (word !== undefined) return { kind, word };
  }
  return undefined;
}
