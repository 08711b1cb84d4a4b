"""What must hold in any world at the end of any month, whatever was done to it; each fault is said in words."""

from __future__ import annotations

from collections import Counter

import numpy as np

from sim.records import (
    ALLIANCE_FIELDS,
    FEDERATION_FIELDS,
    MAX_BELONGS,
    MAX_MEMBERS,
    MAX_TIES,
    ORGANISATION_FIELDS,
    PROVINCE_FIELDS,
    State,
)


def faults_of(state: State) -> list[str]:
    """Everything wrong with a world; an empty list if nothing is."""
    return [
        *levels(state),
        *memberships(state),
        *counts(state),
        *acquaintance(state),
        *federations(state),
        *hours(state),
    ]


def levels(state: State) -> list[str]:
    """Levels from 0 to 1, no NaN anywhere, no money owed by the dead."""
    used = state.alliances[: state.counts["alliances"][0]]
    kinds = (
        (state.organisations, ORGANISATION_FIELDS),
        (used, ALLIANCE_FIELDS),
        (state.provinces, PROVINCE_FIELDS),
        (state.federations, FEDERATION_FIELDS),
    )
    found = []
    for records, fields in kinds:
        for field in fields:
            values = records[field.name].astype(float)
            if not np.isfinite(values).all():
                found.append(f"{field.name} is not a number")
            elif field.unit in ("0 to 1", "0 or 1") and len(values) and not 0.0 <= values.min() <= values.max() <= 1.0:
                found.append(f"{field.name} from {values.min()} to {values.max()}")
    trust = state.ties["trust"][state.ties["other"] >= 0]
    if len(trust) and not 0.0 < trust.min() <= trust.max() <= 1.0:
        found.append(f"trust from {trust.min()} to {trust.max()}")
    ground = state.ties["ground"][state.ties["other"] >= 0]
    if len(ground) and not 0.0 < ground.min() <= ground.max() <= 1.0:
        found.append(f"ground of trust from {ground.min()} to {ground.max()}")
    if (state.organisations["capital"] < 0).any():
        found.append("capital below nothing")
    return found


def living(state: State) -> np.ndarray:
    """Numbers of the alliances that are alive, as the state lists them."""
    return state.live[: state.counts["alive"][0]]


def memberships(state: State) -> list[str]:
    """Members, seats, ledger, sizes and the list of the living tell the same story."""
    used = state.alliances[: state.counts["alliances"][0]]
    found = []
    if sorted(living(state)) != list(np.flatnonzero(used["ended"] < 0)) or (np.diff(living(state)) <= 0).any():
        found.append("the living are not those that have not ended, oldest first")
    told_by_alliances = Counter()
    for number in living(state):
        a, members = used[number], state.members[number, : used["size"][number]]
        if not 2 <= a["size"] <= min(a["peak"], MAX_MEMBERS):
            found.append(f"alliance {number} has {a['size']} members and a peak of {a['peak']}")
        if len(set(members.tolist())) != len(members):
            found.append(f"alliance {number} has a member twice")
        if (members >= state.counts["active"][0]).any():
            found.append(f"alliance {number} has a dormant member")
        brings = np.bitwise_or.reduce(state.organisations["needs"][members])
        if brings & ~a["needs"]:
            found.append(f"alliance {number} knows not all its members need")
        if a["founder"] not in members:
            found.append(f"alliance {number} is spoken for by nobody of it")
        told_by_alliances.update((int(i), int(number)) for i in members)
    who, place = np.nonzero(state.seats["alliance"] >= 0)
    told_by_seats = Counter(zip(who.tolist(), state.seats["alliance"][who, place].tolist()))
    entries = state.ledger[: state.counts["ledger"][0]]
    present = np.flatnonzero(entries["left"] < 0) if len(entries) else np.zeros(0, int)
    present = np.array([k for k in range(len(entries)) if entries["left"][k] == -1 or _still_in(state, k)], int)
    told_by_ledger = Counter(zip(entries["organisation"][present].tolist(), entries["alliance"][present].tolist()))
    if not told_by_alliances == told_by_seats == told_by_ledger:
        found.append("members, seats and ledger disagree")
    seated = state.seats["entry"][who, place]
    if len(seated) and (entries["organisation"][seated] != who).any():
        found.append("a seat points at somebody else's entry in the ledger")
    if (state.organisations["asleep_until"][who] > 0).any():
        found.append("somebody who closed belongs to an alliance")
    belongs = np.bincount(who, minlength=len(state.organisations))
    if (belongs != state.organisations["belongs_to"]).any() or belongs.max(initial=0) > MAX_BELONGS:
        found.append("belongs_to is not the number of seats taken")
    return found


def _still_in(state: State, entry: int) -> bool:
    """Whether a seat points at this entry."""
    i = state.ledger["organisation"][entry]
    return bool(((state.seats["entry"][i] == entry) & (state.seats["alliance"][i] >= 0)).any())


def counts(state: State) -> list[str]:
    """What is counted is there."""
    count, used = state.counts[0], state.alliances[: state.counts["alliances"][0]]
    told = {
        "founded": (used["founded"] > 0).sum(),
        "facilitated": (used["facilitated"] == 1).sum(),
        "ended": (used["ended"] >= 0).sum(),
        "alive": (used["ended"] < 0).sum(),
        "rescues": used["rescued"].sum(),
    }
    found = [f"{name}: {count[name]} counted, {there} there" for name, there in told.items() if count[name] != there]
    if (used["founded"][used["facilitated"] == 1] <= 0).any():
        found.append("facilitated before the start")
    if (used["operating"] != (used["operating_since"] != -1)).any():
        found.append("operating and operating_since disagree")
    if len(np.unique(used["key"])) != len(used):
        found.append("two alliances with one identity")
    if count["full"]:
        found.append("full")
    return found


def acquaintance(state: State) -> list[str]:
    """A tie stands in both rows, once; rows fill from the left; nobody knows itself, and nobody knows the dormant."""
    other = state.ties["other"]
    there = other >= 0
    found = []
    if (there[:, 1:] & ~there[:, :-1]).any():
        found.append("a row of ties has a hole")
    who, slot = np.nonzero(there)
    pairs = Counter(zip(who.tolist(), other[who, slot].tolist()))
    if any(times > 1 for times in pairs.values()):
        found.append("an acquaintance twice")
    if any(i == j for i, j in pairs):
        found.append("an acquaintance of itself")
    if any((j, i) not in pairs for i, j in pairs):
        found.append("a tie in one row only")
    if len(who) and max(who.max(), other.max()) >= state.counts["active"][0]:
        found.append("a tie with the dormant")
    if there.sum(axis=1).max(initial=0) > MAX_TIES:
        found.append("too many ties")
    return found


def federations(state: State) -> list[str]:
    """A federation is as large as there are living alliances in it."""
    there = state.alliances[living(state)]
    sizes = np.bincount(there["province"][there["federated"] == 1], minlength=len(state.federations))
    found = []
    if (sizes != state.federations["size"]).any():
        found.append(f"federations of {state.federations['size'].tolist()}, counted {sizes.tolist()}")
    return found


def hours(state: State) -> list[str]:
    """Nobody's time is less than nothing, and nobody needs what it offers itself."""
    o = state.organisations
    found = []
    if (o["busy"] < 0).any() or (o["lent"] < 0).any() or (o["hours"] <= 0).any():
        found.append("hours below nothing")
    if (o["needs"] & o["offers"]).any():
        found.append("a need that one offers oneself")
    if (o["met"] & ~o["needs"]).any():
        found.append("something met that is no need")
    return found
