"""Forms that a rule may have where nobody knows which is right: a parameter whose value is the number of a form.

What each says is declared with the other parameters (``parameters.toml``, ``forms``); the rules compare with these.
"""

from __future__ import annotations

# maturing_form: what lets an alliance begin a joint activity
BY_PLAN, STEADILY, BY_BENEFIT = 0.0, 1.0, 2.0
# staying_form: what keeps a member in
BY_COHESION, BY_TRUST, BY_HABIT = 0.0, 1.0, 2.0
# media_form: whom media teach
EVERYBODY, THE_IGNORANT, THE_OPEN = 0.0, 1.0, 2.0
# time_form: how time binds
BY_THE_HOUR, BY_THE_ALLIANCE = 0.0, 1.0
