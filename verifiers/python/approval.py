"""Who approved, and whether that is enough: FORMAT.md §11."""

import base64

import entry as form
import signer


def b64(data):
    return base64.b64encode(data).decode()


def statement_of_amendment(origin, type_, proposal):
    entry, record = proposal.entry, proposal.record
    return (
        f"biaochi-amend/v1\n{origin}\n{type_}\nproposal {proposal.index} {b64(proposal.leaf)}\n"
        f"record {record.index} {b64(record.leaf)}\nversion {entry['ver']}\ncommitment {entry['c']}\n"
        f"policy {entry['pol']}\nexpires {entry['exp']}\n"
    ).encode()


def statement_of_act(origin, entry, expires):
    subject = b64(form.without(entry, "app", "at", "id", "sig"))
    return f"biaochi-act/v1\n{origin}\n{entry['t']}\nsubject {subject}\npolicy {entry['pol']}\nexpires {expires}\n".encode()


def organisations(state, index, approvals, statement, excluded, barred=()):
    """Of keys that may approve here, of no excluded party and no barred organisation, and whose signature verifies."""
    found = set()
    for approval in approvals:
        key = state.keys.get(approval["k"])
        if key is None or not state.counts(key.kid, index) or "approve" not in key.use:
            continue
        if key.party in excluded or key.org in barred or not signer.verifies(key, approval, statement):
            continue
        found.add(key.org)
    return found


def rule_for(state, record):
    """(k, notice, rule) of an amendment: the late figures once the record's period is closed."""
    rule = state.policy["rules"][record.type]
    is_late = record.period in state.periods and "late" in rule
    figures = rule["late"] if is_late else rule
    return figures["k"], figures["notice"], rule


def holds(k, rule, counted):
    inside = counted & set(rule["of"])
    return len(inside) >= k and set(rule["must"]) <= inside
