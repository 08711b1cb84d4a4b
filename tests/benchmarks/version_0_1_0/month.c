/* The month in plain C: what the rules would cost if nothing stood between them and the processor.

A translation of sim/month.py and of the rules it calls, over the very same arrays, function by function: a section for
each file, with its name; in it the same functions in the same order, with the same names. Sections stand in the order
in which C can read them. It must give the same bits; tests/verification held it to that, and plain_c.py compiles
it and measures. Records, numbers and constants are not written here: plain_c.py makes records.h of the Python
declarations. There,
    PROCESS_x is what chance.py calls x,     ACT_x is what records.py calls x,      AT_X is the position of measure x,
    FORM_x and STAGE_x are what kinds.py calls x,     and an array of State or Plan has its length beside it.
What each function is for is said where it is written first, in Python. */

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "records.h"

typedef uint64_t Word;

const size_t record_layout[] = RECORD_LAYOUT; /* sizes and offsets as C has them; plain_c.py compares */

/* As Python's max and min: of two that are equal, the first. */
static double max(double a, double b) { return b > a ? b : a; }
static double min(double a, double b) { return b < a ? b : a; }
static int64_t larger(int64_t a, int64_t b) { return b > a ? b : a; }
static int64_t smaller(int64_t a, int64_t b) { return b < a ? b : a; }

/* As numba raises a float to a whole number that is not negative: by squaring. */
static double power(double base, int64_t exponent) {
    double result = 1.0;
    for (; exponent != 0; exponent >>= 1, base *= base)
        if (exponent & 1) result *= base;
    return result;
}

/* ---------------------------------------------------------------------------------------------------- chance.py */

static const Word NOBODY = 0;
static const double UNIT = 1.0 / 9007199254740992.0; /* 2**-53 */

static Word mix(Word word) {
    word += UINT64_C(0x9E3779B97F4A7C15);
    word = (word ^ (word >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    word = (word ^ (word >> 27)) * UINT64_C(0x94D049BB133111EB);
    return word ^ (word >> 31);
}

static Word moment(int64_t seed, int64_t month) { return mix(mix((Word)seed) ^ (Word)month); }

static Word word(Word when, Word process, Word who, Word whom) {
    return mix(mix(mix(when ^ process) ^ who) + whom);
}

static double draw(Word when, Word process, Word who, Word whom) {
    return ((double)(word(when, process, who, whom) >> 11) + 0.5) * UNIT;
}

static double bell(Word when, Word process, Word who) {
    double total = 0.0;
    for (Word part = 0; part < 3; part++) {
        Word bits = word(when, process, who, part);
        for (int quarter = 0; quarter < 4; quarter++) {
            total += ((double)(bits & 0xFFFF) + 0.5) / 65536.0;
            bits >>= 16;
        }
    }
    return total - 6.0;
}

static int64_t pick(double chance, int64_t count) { return smaller((int64_t)(chance * (double)count), count - 1); }

static void swap(int64_t *who, Word *lots, int64_t one, int64_t other) {
    int64_t someone = who[one];
    Word lot = lots[one];
    who[one] = who[other], lots[one] = lots[other];
    who[other] = someone, lots[other] = lot;
}

static void sift(int64_t *who, Word *lots, int64_t root, int64_t end) {
    while (2 * root + 1 < end) {
        int64_t child = 2 * root + 1;
        if (child + 1 < end && lots[child] < lots[child + 1]) child += 1;
        if (lots[root] >= lots[child]) return;
        swap(who, lots, root, child);
        root = child;
    }
}

static void sort_by_lot(int64_t *who, Word *lots, int64_t count) {
    for (int64_t root = count / 2 - 1; root > -1; root--) sift(who, lots, root, count);
    for (int64_t end = count - 1; end > 0; end--) {
        swap(who, lots, 0, end);
        sift(who, lots, 0, end);
    }
}

/* -------------------------------------------------------------------------------------------- rules/learning.py */

static double gain(double level, double share) { return level + min(1.0, share) * (1.0 - level); }

static void learn_strategy(Organisation *o, double share, const Numbers *p) {
    o->strategy = gain(o->strategy, share * (p->blind_planning + (1.0 - p->blind_planning) * o->understanding));
}

static void forget(Organisation *o, const Numbers *p) {
    o->understanding -= p->forgetting * max(0.0, o->understanding - o->first_understanding);
    if (o->belongs_to == 0) o->strategy -= p->strategy_wear * o->strategy;
    o->listed -= p->directory_staleness * o->listed;
}

/* ----------------------------------------------------------------------------------------------- rules/trust.py */

static int64_t acquaintances(Tie (*ties)[MAX_TIES], int64_t i) {
    int64_t known = 0;
    while (known < MAX_TIES && ties[i][known].other >= 0) known++;
    return known;
}

static int64_t tie_to(Tie (*ties)[MAX_TIES], int64_t i, int64_t j) {
    for (int64_t slot = 0; slot < MAX_TIES; slot++) {
        int64_t other = ties[i][slot].other;
        if (other == j) return slot;
        if (other < 0) return -1;
    }
    return -1;
}

static double trust_in(Tie (*ties)[MAX_TIES], int64_t i, int64_t j) {
    int64_t slot = tie_to(ties, i, j);
    return slot >= 0 ? ties[i][slot].trust : 0.0;
}

static bool introduce(Tie (*ties)[MAX_TIES], int64_t i, int64_t j, double trust) {
    if (i == j || tie_to(ties, i, j) >= 0) return false;
    int64_t mine = acquaintances(ties, i), theirs = acquaintances(ties, j);
    if (mine == MAX_TIES || theirs == MAX_TIES) return false;
    ties[i][mine].other = j, ties[i][mine].trust = trust;
    ties[j][theirs].other = i, ties[j][theirs].trust = trust;
    return true;
}

static void draw_closer(Tie (*ties)[MAX_TIES], int64_t i, int64_t j, double share, double first) {
    int64_t mine = tie_to(ties, i, j);
    if (mine < 0) {
        introduce(ties, i, j, first);
        return;
    }
    int64_t theirs = tie_to(ties, j, i);
    ties[i][mine].trust = gain(ties[i][mine].trust, share);
    ties[j][theirs].trust = gain(ties[j][theirs].trust, share);
}

static void disappoint(Tie (*ties)[MAX_TIES], int64_t i, int64_t j, double share) {
    int64_t mine = tie_to(ties, i, j);
    if (mine >= 0) {
        ties[i][mine].trust *= 1.0 - share;
        ties[j][tie_to(ties, j, i)].trust *= 1.0 - share;
    }
}

static void part(Tie (*ties)[MAX_TIES], int64_t i, int64_t slot) {
    int64_t last = acquaintances(ties, i) - 1;
    ties[i][slot] = ties[i][last];
    ties[i][last].other = -1;
}

static void wear(Tie (*ties)[MAX_TIES], int64_t i, const Numbers *p) {
    int64_t slot = 0;
    while (slot < MAX_TIES && ties[i][slot].other >= 0) {
        ties[i][slot].trust *= 1.0 - p->trust_wear;
        if (ties[i][slot].trust < p->forgotten) {
            int64_t j = ties[i][slot].other;
            part(ties, j, tie_to(ties, j, i));
            part(ties, i, slot);
        } else {
            slot++;
        }
    }
}

/* ---------------------------------------------------------------------------------------- rules/membership.py */

static int64_t seat_of(Seat (*seats)[MAX_BELONGS], int64_t i, int64_t number) {
    for (int64_t place = 0; place < MAX_BELONGS; place++)
        if (seats[i][place].alliance == number) return place;
    return -1;
}

static bool has_room(const State *state, int64_t i, int64_t number) {
    return state->organisations[i].belongs_to < MAX_BELONGS && state->alliances[number].size < MAX_MEMBERS;
}

static void count_in(const Organisation *o, Alliance *a) {
    a->size += 1;
    a->peak = larger(a->peak, a->size);
    a->needs |= o->needs;
    a->offers |= o->offers;
    a->leadership = max(a->leadership, o->leadership);
}

static void seat(const State *state, int64_t i, int64_t number, int64_t month) {
    Count *count = &state->counts[0];
    if (count->ledger >= state->ledger_length) {
        count->full = 1;
        return;
    }
    Ledger *entry = &state->ledger[count->ledger];
    entry->organisation = i, entry->alliance = number, entry->joined = month, entry->left = -1;
    Seat *place = &state->seats[i][seat_of(state->seats, i, -1)];
    place->alliance = number, place->entry = count->ledger;
    state->organisations[i].belongs_to += 1;
    count->ledger += 1;
}

static void enrol(const State *state, int64_t i, int64_t number, int64_t month) {
    Alliance *a = &state->alliances[number];
    state->members[number][a->size] = i;
    count_in(&state->organisations[i], a);
    seat(state, i, number, month);
}

static void unseat(const State *state, int64_t i, int64_t number, int64_t month) {
    int64_t nth = seat_of(state->seats, i, number); /* -1, as in Python the last, for whom a full ledger did not seat */
    Seat *place = &state->seats[i][nth < 0 ? MAX_BELONGS - 1 : nth];
    state->ledger[place->entry].left = month;
    place->alliance = -1;
    state->organisations[i].belongs_to -= 1;
}

static void strike_off(const State *state, int64_t i, int64_t number, int64_t month) {
    Alliance *a = &state->alliances[number];
    for (int64_t place = 0; place < a->size; place++) {
        if (state->members[number][place] == i) {
            a->size -= 1;
            state->members[number][place] = state->members[number][a->size];
            break;
        }
    }
    if (a->founder == i && a->size > 0) a->founder = state->members[number][0];
    unseat(state, i, number, month);
}

static void dissolve(const State *state, int64_t number, int64_t month) {
    Alliance *a = &state->alliances[number];
    for (int64_t place = 0; place < a->size; place++) unseat(state, state->members[number][place], number, month);
    a->ended = month;
    state->counts[0].ended += 1;
}

/* --------------------------------------------------------------------------------------------- rules/fitting.py */

static double chance_of(double logit) { return 1.0 / (1.0 + exp(-logit)); }

static double fit(const Organisation *o, const Alliance *a, const Numbers *p) {
    if (a->form == FORM_AREA) {
        double distance = hypot(o->x - a->x, o->y - a->y);
        return exp(-distance / p->near) * (0.5 + 0.5 * o->spirit);
    }
    if (a->form == FORM_BUSINESS)
        return min(1.0, (double)(BITS[o->needs & a->offers] + BITS[o->offers & a->needs]) / p->full_match);
    double ahead = min(1.0, 2.0 * max(0.0, a->leadership - o->leadership));
    return o->openness * (0.5 * (o->kind == a->kind) + 0.5 * ahead);
}

static double appeal(int64_t form, const Numbers *p) {
    if (form == FORM_BUSINESS) return p->business_appeal;
    return form == FORM_ACADEMIC ? p->academic_appeal : 0.0;
}

static double coordination(const Organisation *o, int64_t size, const Numbers *p) {
    return p->coordination_cost * (double)size * (1.5 - o->leadership) * (1.0 - p->management_relief * o->management);
}

static double risk(const Organisation *o, int64_t form, double trust, const Numbers *p) {
    double share = form == FORM_BUSINESS ? 1.0 : p->small_risk;
    return share * p->risk_cost * (1.0 - trust) / (1.0 + o->capital / (MILLION * p->ample_capital));
}

static double max_appeal(const Numbers *p) { return max(max(0.0, p->business_appeal), p->academic_appeal); }

static double inclination(const Organisation *o, double attraction, double fitting, double trust, const Numbers *p) {
    return attraction
        + p->weight_fit * fitting
        + p->weight_trust * trust
        + p->weight_understanding * o->understanding
        + p->weight_strategy * o->strategy * (0.5 + o->leadership)
        - p->reluctance;
}

static double willingness(const Organisation *o, const Alliance *a, double fitting, double trust, const Numbers *p) {
    double cost = coordination(o, a->size, p) + risk(o, a->form, trust, p) + p->busy_cost * o->belongs_to;
    return inclination(o, appeal(a->form, p), fitting, trust, p) + p->weight_repute * a->cohesion * a->operating - cost;
}

/* --------------------------------------------------------------------------------------------- rules/trading.py */

static void trade(Organisation *o, const Numbers *p, Word when) {
    double yearly = o->margin + p->margin_leadership * (o->leadership - 0.5);
    double luck = p->margin_noise * (draw(when, PROCESS_TRADE, o->id, NOBODY) - 0.5);
    o->surplus = o->capital * (yearly / YEAR + luck) + o->benefit;
    o->capital = max(1.0, o->capital + p->retained_share * o->surplus);
    o->benefit = 0.0;
}

/* ------------------------------------------------------------------------------------------ rules/succession.py */

static bool leaders_change(const Organisation *o, const Numbers *p, Word when) {
    return draw(when, PROCESS_TURNOVER, o->id, NOBODY) < p->turnover;
}

static void unsettle(Alliance *a, const Numbers *p, double severity);

static void succeed(const State *state, const Numbers *p, Word when, int64_t i) {
    Organisation *o = &state->organisations[i];
    double newcomer = o->first_leadership + 0.5 * p->spread * bell(when, PROCESS_SUCCESSOR, o->id);
    o->leadership = min(0.98, max(0.02, newcomer + p->handed_over * max(0.0, o->leadership - o->first_leadership)));
    o->understanding = o->first_understanding + p->handed_over * (o->understanding - o->first_understanding);
    o->management *= p->handed_over;
    for (int64_t place = 0; place < MAX_BELONGS; place++) {
        int64_t number = state->seats[i][place].alliance;
        if (number >= 0 && state->alliances[number].founder == i) {
            Alliance *a = &state->alliances[number];
            unsettle(a, p, draw(when, PROCESS_SUCCESSOR, o->id, a->key));
        }
    }
}

static void unsettle(Alliance *a, const Numbers *p, double severity) {
    a->cohesion *= 1.0 - p->succession_damage * severity * (1.0 - a->plan);
}

/* --------------------------------------------------------------------------------------------- rules/meeting.py */

static int64_t friend_of_friend(const State *state, Word when, int64_t i) {
    Organisation *o = &state->organisations[i];
    int64_t known = acquaintances(state->ties, i);
    if (known == 0) return -1;
    int64_t between = state->ties[i][pick(draw(when, PROCESS_MEET_WHOM, o->id, 1), known)].other;
    int64_t beyond = acquaintances(state->ties, between);
    return state->ties[between][pick(draw(when, PROCESS_MEET_WHOM, o->id, 2), beyond)].other;
}

static int64_t looked_up(const State *state, const Numbers *p, Word when, Word process, int64_t i) {
    Organisation *o = &state->organisations[i];
    Province *home = &state->provinces[o->province];
    int64_t best = -1, best_match = -1;
    for (int64_t entry = 0; entry < (int64_t)p->entries_read; entry++) {
        int64_t j = home->first + pick(draw(when, process, o->id, (Word)(16 + entry)), home->active);
        Organisation *other = &state->organisations[j];
        int64_t match = BITS[o->needs & other->offers] + BITS[o->offers & other->needs];
        if (j != i && other->listed > 0.05 && match > best_match) best = j, best_match = match;
    }
    return best;
}

static int64_t somebody(const State *state, const Numbers *p, Word when, int64_t i, bool outside, double chance) {
    Organisation *o = &state->organisations[i];
    double place = draw(when, PROCESS_MEET_WHOM, o->id, 3);
    if (outside) {
        int64_t provinces = state->provinces_length;
        int64_t region = (o->province + 1 + pick(place, provinces - 1)) % provinces;
        int64_t first = state->kin_first[region][o->kind], last = state->kin_first[region][o->kind + 1];
        return last > first ? state->kin[first + pick(chance, last - first)] : -1;
    }
    if (place < p->district_share) {
        District *district = &state->districts[o->district];
        return district->first + pick(chance, district->active);
    }
    if (place < p->district_share + p->kin_share) {
        int64_t first = state->kin_first[o->province][o->kind], last = state->kin_first[o->province][o->kind + 1];
        return state->kin[first + pick(chance, last - first)];
    }
    Province *home = &state->provinces[o->province];
    return home->first + pick(chance, home->active);
}

static int64_t whom_to_meet(const State *state, const Numbers *p, Word when, int64_t i) {
    Organisation *o = &state->organisations[i];
    if (o->listed > 0.0 && draw(when, PROCESS_MEET_WHERE, o->id, 1) < p->directory_use * o->listed)
        return looked_up(state, p, when, PROCESS_MEET_WHOM, i);
    double where = draw(when, PROCESS_MEET_WHERE, o->id, NOBODY);
    if (where < p->closure_share) return friend_of_friend(state, when, i);
    bool outside = where > 1.0 - p->outside_share;
    return somebody(state, p, when, i, outside, draw(when, PROCESS_MEET_WHOM, o->id, NOBODY));
}

static void talk(const State *state, const Numbers *p, int64_t i, int64_t j) {
    Organisation *mine = &state->organisations[i], *theirs = &state->organisations[j];
    double gap = theirs->understanding - mine->understanding;
    if (gap > 0.0)
        mine->understanding += p->talk_learning * trust_in(state->ties, i, j) * gap;
    else
        theirs->understanding -= p->talk_learning * trust_in(state->ties, j, i) * gap;
}

static bool goes_out(const Organisation *o, const Numbers *p, Word when) {
    return draw(when, PROCESS_MEET, o->id, NOBODY) < p->meeting_rate * (0.5 + o->openness);
}

static void meet(const State *state, const Numbers *p, Word when, int64_t i) {
    int64_t j = whom_to_meet(state, p, when, i);
    if (j >= 0 && j != i) {
        draw_closer(state->ties, i, j, p->meeting_trust, p->first_trust);
        talk(state, p, i, j);
    }
}

/* -------------------------------------------------------------------------------------------- rules/founding.py */

static int64_t add(int64_t *circle, int64_t known, int64_t i, int64_t j);

static int64_t gather(const State *state, const Numbers *p, Word when, int64_t i, bool linked, int64_t *circle) {
    Organisation *o = &state->organisations[i];
    int64_t known = acquaintances(state->ties, i);
    for (int64_t slot = 0; slot < known; slot++) circle[slot] = state->ties[i][slot].other;
    if (o->listed > 0.0 && draw(when, PROCESS_LIST, o->id, NOBODY) < p->directory_use * o->listed)
        known = add(circle, known, i, looked_up(state, p, when, PROCESS_LIST, i));
    if (linked) {
        Province *home = &state->provinces[o->province];
        int64_t works_with = smaller((int64_t)p->team_circle, home->active);
        for (int64_t brought = 0; brought < (int64_t)p->brokered; brought++) {
            int64_t place = pick(draw(when, PROCESS_BROKER, o->id, (Word)brought), works_with);
            known = add(circle, known, i, state->circle[home->first + place]);
        }
    }
    return known;
}

static int64_t add(int64_t *circle, int64_t known, int64_t i, int64_t j) {
    if (j < 0 || j == i || known == MAX_CIRCLE) return known;
    for (int64_t place = 0; place < known; place++)
        if (circle[place] == j) return known;
    circle[known] = j;
    return known + 1;
}

static double trust_towards(const State *state, const Numbers *p, int64_t i, int64_t j) {
    double trust = trust_in(state->ties, i, j);
    return trust > 0.0 ? trust : p->first_trust;
}

static void sketch(const State *state, int64_t i, Alliance *a, int64_t form) {
    Organisation *o = &state->organisations[i];
    a->form = (uint8_t)form, a->kind = o->kind, a->province = o->province, a->founder = i;
    a->x = o->x, a->y = o->y, a->leadership = o->leadership;
    a->needs = o->needs, a->offers = o->offers, a->size = 1, a->peak = 1;
    a->cohesion = 0.0, a->operating = 0;
}

static double prospects(const State *state, const Numbers *p, int64_t i, const Alliance *a, const int64_t *circle,
                        int64_t known, double *trust) {
    double fits = 0.0, trusts = 0.0, weights = 1e-9;
    for (int64_t place = 0; place < known; place++) {
        double fitting = fit(&state->organisations[circle[place]], a, p);
        fits += fitting * fitting;
        trusts += fitting * trust_towards(state, p, i, circle[place]);
        weights += fitting;
    }
    *trust = trusts / weights;
    return fits / weights;
}

static int64_t choose_form(const State *state, const Numbers *p, Word when, int64_t i, Alliance *a,
                           const int64_t *circle, int64_t known) {
    Organisation *o = &state->organisations[i];
    int64_t best = 0;
    double best_value = -INFINITY;
    for (int64_t form = 0; form < FORMS; form++) {
        double trust;
        sketch(state, i, a, form);
        double fitting = prospects(state, p, i, a, circle, known, &trust);
        double noise = -log(-log(draw(when, PROCESS_FORM, o->id, (Word)form)));
        double value = appeal(form, p) + p->weight_fit * fitting + noise;
        if (value > best_value) best = form, best_value = value;
    }
    return best;
}

static int64_t next_to_invite(const State *state, const Numbers *p, int64_t i, const Alliance *a,
                              const int64_t *circle, const int64_t *asked, int64_t known) {
    int64_t best = -1;
    double best_score = -INFINITY;
    for (int64_t place = 0; place < known; place++) {
        if (asked[place] == 0) {
            int64_t j = circle[place];
            double fitting = fit(&state->organisations[j], a, p);
            double score = p->weight_fit * fitting + p->weight_trust * trust_towards(state, p, i, j);
            if (score > best_score) best = place, best_score = score;
        }
    }
    return best;
}

static double invite(const State *state, const Numbers *p, Word when, int64_t i, Alliance *a, int64_t number,
                     const int64_t *circle, int64_t known, double push) {
    int64_t *asked = state->circle_desk[1];
    for (int64_t place = 0; place < MAX_CIRCLE; place++) asked[place] = 0;
    int64_t refusals = 0;
    double own_will = 0.0;
    while ((double)refusals < p->refusals) {
        int64_t place = next_to_invite(state, p, i, a, circle, asked, known);
        if (place < 0) break;
        asked[place] = 1;
        int64_t j = circle[place];
        Organisation *o = &state->organisations[j];
        double will = willingness(o, a, fit(o, a, p), trust_towards(state, p, j, i), p);
        if (o->belongs_to < MAX_BELONGS && draw(when, PROCESS_ACCEPT, o->id, a->key) < chance_of(will + push)) {
            state->members[number][a->size] = j;
            count_in(o, a);
            own_will += chance_of(will) / chance_of(will + push);
        } else {
            refusals += 1;
        }
    }
    return own_will;
}

static double founder_will(const Organisation *o, const Province *home, const Numbers *p, double attraction,
                           double fitting, double trust) {
    double hurdle = max(0.0, p->founding_cost - p->climate_pull * home->climate);
    double expected =
        inclination(o, attraction, fitting, trust, p) - coordination(o, 1, p) - p->busy_cost * o->belongs_to;
    return expected + p->weight_leadership * (o->leadership - 0.5) - hurdle;
}

static bool tempted(const Organisation *o, const Province *home, const Numbers *p, Word when, int64_t month,
                    double push) {
    if (month < o->rest_until || o->belongs_to == MAX_BELONGS) return false;
    double chance = chance_of(founder_will(o, home, p, max_appeal(p), 1.0, 1.0) + push);
    return draw(when, PROCESS_FOUND, o->id, NOBODY) < chance;
}

static void begin(const State *state, const Numbers *p, int64_t month, int64_t number, double voluntary,
                  bool facilitated);

static int64_t found(const State *state, const Numbers *p, Word when, int64_t month, int64_t i, double push) {
    Organisation *o = &state->organisations[i];
    Count *count = &state->counts[0];
    Province *home = &state->provinces[o->province];
    if (!tempted(o, home, p, when, month, push)) return -1;
    if (count->alliances >= state->alliances_length) {
        count->full = 1;
        return -1;
    }
    int64_t *circle = state->circle_desk[0];
    int64_t known = gather(state, p, when, i, push > 0.0, circle);
    if (known == 0) return -1;
    int64_t number = count->alliances;
    Alliance *a = &state->alliances[number];
    int64_t form = choose_form(state, p, when, i, a, circle, known);
    sketch(state, i, a, form);
    a->key = mix(o->id ^ mix((Word)(month * 4 + form)));
    double trust;
    double fitting = prospects(state, p, i, a, circle, known, &trust);
    double will = founder_will(o, home, p, appeal(form, p), fitting, trust);
    if (draw(when, PROCESS_FOUND, o->id, NOBODY) >= chance_of(will + push)) return -1;
    o->rest_until = month + (int64_t)p->weariness;
    state->members[number][0] = i;
    double own_will = invite(state, p, when, i, a, number, circle, known, push);
    if (a->size < 2) return -1;
    own_will += chance_of(will) / chance_of(will + push);
    begin(state, p, month, number, own_will / (double)a->size, push > 0.0);
    return number;
}

static void begin(const State *state, const Numbers *p, int64_t month, int64_t number, double voluntary,
                  bool facilitated) {
    Alliance *a = &state->alliances[number];
    Count *count = &state->counts[0];
    a->founded = month, a->ended = -1, a->operating_since = -1;
    a->operating = 0, a->facilitated = facilitated, a->rescued = 0;
    a->cohesion = p->starting_cohesion * (0.5 + 0.5 * voluntary);
    a->plan = a->indicators = a->control = a->support = a->benefit = 0.0;
    a->readiness = p->first_readiness, a->skill = p->first_skill;
    a->trust = a->understanding = a->strategy = a->management = a->match = 0.0;
    int64_t size = a->size;
    a->size = 0;
    for (int64_t place = 0; place < size; place++) enrol(state, state->members[number][place], number, month);
    state->live[count->alive] = number;
    count->alliances += 1;
    count->alive += 1;
    count->founded += month > 0;
    count->facilitated += facilitated;
}

/* -------------------------------------------------------------------------------------------- rules/deciding.py */

static bool considers(const Organisation *o, const Numbers *p, Word when) {
    return draw(when, PROCESS_ATTENTION, o->id, NOBODY) < p->attention;
}

static double inclination_to_stay(const Organisation *o, const Alliance *a, const Numbers *p) {
    double held =
        p->weight_cohesion * (a->cohesion - 0.5) + p->weight_understanding * a->plan * (o->understanding - 0.5);
    return p->staying + held + p->weight_benefit * a->benefit - coordination(o, a->size, p);
}

static bool leave(const State *state, const Numbers *p, Word when, int64_t month, int64_t i) {
    Organisation *o = &state->organisations[i];
    bool left = false;
    for (int64_t place = 0; place < MAX_BELONGS; place++) {
        int64_t number = state->seats[i][place].alliance;
        if (number >= 0) {
            Alliance *a = &state->alliances[number];
            if (draw(when, PROCESS_LEAVE, o->id, a->key) > chance_of(inclination_to_stay(o, a, p))) {
                strike_off(state, i, number, month);
                left = true;
            }
        }
    }
    return left;
}

static int64_t heard_of(const State *state, Word when, int64_t i, double *trust) {
    Organisation *o = &state->organisations[i];
    *trust = 0.0;
    int64_t known = acquaintances(state->ties, i);
    if (known == 0) return -1;
    Tie *tie = &state->ties[i][pick(draw(when, PROCESS_JOIN_WHICH, o->id, NOBODY), known)];
    Organisation *friend = &state->organisations[tie->other];
    if (friend->belongs_to == 0) return -1;
    int64_t nth = pick(draw(when, PROCESS_JOIN_WHICH, o->id, 1), friend->belongs_to);
    for (int64_t place = 0; place < MAX_BELONGS; place++) {
        int64_t number = state->seats[tie->other][place].alliance;
        if (number >= 0) {
            if (nth == 0) {
                *trust = tie->trust;
                return number;
            }
            nth -= 1;
        }
    }
    return -1;
}

static bool join(const State *state, const Numbers *p, Word when, int64_t month, int64_t i, int64_t number,
                 double trust, double push) {
    if (seat_of(state->seats, i, number) >= 0 || !has_room(state, i, number)) return false;
    Organisation *o = &state->organisations[i];
    Alliance *a = &state->alliances[number];
    double will = willingness(o, a, fit(o, a, p), trust, p);
    if (draw(when, PROCESS_JOIN, o->id, a->key) >= chance_of(will + push)) return false;
    enrol(state, i, number, month);
    return true;
}

static void decide(const State *state, const Numbers *p, Word when, int64_t month, int64_t i) {
    Organisation *o = &state->organisations[i];
    if (o->belongs_to > 0 && leave(state, p, when, month, i)) return;
    double trust;
    int64_t number = heard_of(state, when, i, &trust);
    if (number >= 0 && join(state, p, when, month, i, number, trust, 0.0)) return;
    if (tempted(o, &state->provinces[o->province], p, when, month, 0.0)) found(state, p, when, month, i, 0.0);
}

/* --------------------------------------------------------------------------------------------- rules/working.py */

static int64_t partner(const State *state, Word when, int64_t number, int64_t place) {
    Alliance *a = &state->alliances[number];
    Organisation *o = &state->organisations[state->members[number][place]];
    int64_t other = pick(draw(when, PROCESS_WORK_WITH, o->id, a->key), a->size - 1);
    return state->members[number][other + (other >= place)];
}

static double suits(const Organisation *o, const Alliance *a) {
    if (a->form == FORM_BUSINESS) return (double)BITS[o->needs & a->offers] / (double)larger(1, BITS[o->needs]);
    return a->form == FORM_AREA ? o->spirit : o->openness;
}

static void take_stock(const State *state, int64_t number) {
    Alliance *a = &state->alliances[number];
    a->needs = 0, a->offers = 0, a->leadership = 0.0;
    for (int64_t place = 0; place < a->size; place++) {
        Organisation *o = &state->organisations[state->members[number][place]];
        a->needs |= o->needs;
        a->offers |= o->offers;
        a->leadership = max(a->leadership, o->leadership);
    }
}

static void survey(const State *state, const Numbers *p, Word when, int64_t number) {
    Alliance *a = &state->alliances[number];
    take_stock(state, number);
    double trust = 0.0, understanding = 0.0, strategy = 0.0, management = 0.0, match = 0.0;
    for (int64_t place = 0; place < a->size; place++) {
        int64_t i = state->members[number][place];
        Organisation *o = &state->organisations[i];
        int64_t j = partner(state, when, number, place);
        draw_closer(state->ties, i, j, p->joint_work_trust * a->cohesion, p->first_trust);
        trust += trust_in(state->ties, i, j);
        understanding += o->understanding;
        strategy += o->strategy;
        management += o->management;
        match += suits(o, a);
    }
    double size = (double)a->size;
    a->trust = trust / size, a->understanding = understanding / size, a->strategy = strategy / size;
    a->management = management / size, a->match = match / size;
}

static double load(const Alliance *a, const Numbers *p) {
    double size = (double)a->size;
    return size / (size + p->room * (0.5 + a->leadership) * (1.0 + a->management));
}

static double realised_benefit(const Alliance *a, const Numbers *p) {
    double size = (double)a->size;
    double watched = 1.0 - (1.0 - a->indicators) * (1.0 - a->control);
    double ridden = p->free_riding * size / (size + p->room) * (1.0 - watched);
    double worth = a->match * (1.0 - load(a, p)) * (1.0 - ridden) * (1.0 - p->control_burden * a->control);
    return a->operating ? worth * (0.5 + 0.5 * a->plan) : worth * p->elementary_benefit;
}

static double what_holds(const Alliance *a, const Numbers *p) {
    double held = p->cohesion_benefit * a->benefit + p->cohesion_trust * a->trust;
    double led = p->cohesion_plan * a->plan * a->understanding + p->cohesion_support * a->support;
    return min(1.0, max(0.0, p->ground_cohesion + held + led - p->cohesion_load * load(a, p)));
}

static double monitored(const Alliance *a, const Numbers *p) {
    return p->seen_unaided + (1.0 - p->seen_unaided) * a->indicators * max(a->readiness, a->skill);
}

static void correct(Alliance *a, const Numbers *p) {
    double shortfall = max(0.0, p->comfort - a->cohesion);
    a->cohesion += p->feedback_power * a->readiness * a->skill * monitored(a, p) * shortfall;
}

static void suffer_misuse(const State *state, const Numbers *p, Word when, int64_t number) {
    Alliance *a = &state->alliances[number];
    double exposure = a->operating ? 1.0 : p->elementary_benefit;
    double chance = p->misuse_rate * exposure * (1.0 - p->control_effect * a->control);
    if (draw(when, PROCESS_MISUSE, a->key, NOBODY) >= chance) return;
    double severity = draw(when, PROCESS_SEVERITY, a->key, NOBODY);
    a->cohesion *= 1.0 - p->misuse_damage * severity;
    for (int64_t place = 0; place < a->size; place++) {
        int64_t i = state->members[number][place];
        disappoint(state->ties, i, partner(state, when, number, place), p->misuse_damage * severity);
        if (a->operating) {
            Organisation *o = &state->organisations[i];
            double loss = p->misuse_loss * severity * o->capital;
            o->capital -= loss;
            state->counts[0].misuse_loss += loss;
        }
    }
}

static void renew(Alliance *a, const Numbers *p) {
    double stale = p->practice_wear * (1.0 - a->readiness * a->skill);
    a->plan = gain(a->plan, p->plan_growth * a->strategy * a->understanding) * (1.0 - stale);
    a->indicators *= 1.0 - stale;
    a->control *= 1.0 - stale;
    a->readiness -= p->readiness_decay * (1.0 - a->skill) * max(0.0, a->readiness - p->first_readiness);
    a->support *= 1.0 - p->support_fading;
}

static void mature(Alliance *a, const Numbers *p, Word when, int64_t month) {
    if (a->operating) {
        if (a->cohesion < p->slipping) a->operating = 0, a->operating_since = -1;
        return;
    }
    double planned = p->unplanned + (1.0 - p->unplanned) * a->plan;
    double chance = p->maturing_rate * a->cohesion * planned * a->leadership;
    if (a->cohesion >= p->slipping && draw(when, PROCESS_MATURE, a->key, NOBODY) < chance)
        a->operating = 1, a->operating_since = month;
}

static void give(const State *state, const Numbers *p, int64_t number) {
    Alliance *a = &state->alliances[number];
    double money =
        p->benefit_rate / 12.0 * a->benefit * (a->form == FORM_BUSINESS ? 1.0 : p->other_benefit) * a->operating;
    double lesson = p->work_learning * (a->operating ? 1.0 : p->elementary_benefit);
    for (int64_t place = 0; place < a->size; place++) {
        Organisation *o = &state->organisations[state->members[number][place]];
        o->benefit += money * o->capital;
        o->management = gain(o->management, lesson);
        o->understanding = gain(o->understanding, lesson);
    }
}

static bool work(const State *state, const Numbers *p, Word when, int64_t month, int64_t number) {
    Alliance *a = &state->alliances[number];
    if (a->size >= 2) {
        survey(state, p, when, number);
        a->benefit = realised_benefit(a, p);
        a->cohesion += p->cohesion_speed * (what_holds(a, p) - a->cohesion);
        suffer_misuse(state, p, when, number);
        correct(a, p);
        renew(a, p);
        mature(a, p, when, month);
        give(state, p, number);
    }
    if (a->size < 2 || a->cohesion < p->breaking) {
        dissolve(state, number, month);
        return false;
    }
    return true;
}

static void strike_ended(const State *state) {
    Count *count = &state->counts[0];
    int64_t kept = 0;
    for (int64_t place = 0; place < count->alive; place++) {
        int64_t number = state->live[place];
        if (state->alliances[number].ended < 0) state->live[kept++] = number;
    }
    count->alive = kept;
}

/* -------------------------------------------------------------------------------------------- rules/visiting.py */

static void visit(const State *state, const Numbers *p, Word when, int64_t month, int64_t i, int64_t stage,
                  double grasp);
static void follow_up(const State *state, int64_t i, double grasp);
static void link(const State *state, const Numbers *p, Word when, int64_t month, int64_t i, double grasp);

static int64_t whole_cases(double amount, double chance) {
    return (int64_t)amount + (chance < amount - (double)(int64_t)amount);
}

static int64_t stage_of(const Plan *plan, int64_t month) {
    int64_t first = plan->teams[0], last = plan->teams[1];
    return plan->stages[(month - first) * plan->stages_length / (last - first + 1)];
}

static void team_works(const State *state, const Numbers *p, int64_t stage, Word when, int64_t month,
                       int64_t region) {
    Province *home = &state->provinces[region];
    int64_t works_with = smaller((int64_t)p->team_circle, home->active);
    if (works_with == 0) return;
    int64_t visits = whole_cases(p->team_visits, draw(when, PROCESS_VISIT, (Word)region, NOBODY));
    for (int64_t nth = 0; nth < visits; nth++) {
        int64_t i = state->circle[home->first + home->next_visit % works_with];
        home->next_visit += 1;
        visit(state, p, when, month, i, stage, home->understanding);
    }
    state->counts[0].cost += p->team_cost;
}

static void visit(const State *state, const Numbers *p, Word when, int64_t month, int64_t i, int64_t stage,
                  double grasp) {
    Organisation *o = &state->organisations[i];
    follow_up(state, i, grasp);
    if (stage == STAGE_EXPLAIN)
        o->understanding = gain(o->understanding, p->explain_effect * grasp);
    else if (stage == STAGE_PLAN)
        learn_strategy(o, p->plan_effect * grasp, p);
    else
        link(state, p, when, month, i, grasp);
}

static void follow_up(const State *state, int64_t i, double grasp) {
    for (int64_t place = 0; place < MAX_BELONGS; place++) {
        int64_t number = state->seats[i][place].alliance;
        if (number >= 0 && state->alliances[number].facilitated) {
            Alliance *a = &state->alliances[number];
            a->support = max(a->support, grasp);
        }
    }
}

static int64_t nearest_fit(const State *state, const Numbers *p, int64_t i) {
    Organisation *o = &state->organisations[i];
    int64_t best = -1;
    double best_fit = 0.0;
    for (int64_t place = 0; place < state->counts[0].alive; place++) {
        int64_t number = state->live[place];
        Alliance *a = &state->alliances[number];
        if (a->facilitated && a->province == o->province) {
            double fitting = fit(o, a, p);
            if (fitting > best_fit) best = number, best_fit = fitting;
        }
    }
    return best;
}

static void link(const State *state, const Numbers *p, Word when, int64_t month, int64_t i, double grasp) {
    double push = p->link_push * grasp;
    bool helped = false;
    for (int64_t place = 0; place < MAX_BELONGS; place++) {
        int64_t number = state->seats[i][place].alliance;
        if (number >= 0 && state->alliances[number].facilitated) {
            Alliance *a = &state->alliances[number];
            a->plan = gain(a->plan, p->plan_effect * grasp * a->strategy);
            helped = true;
        }
    }
    if (helped) return;
    int64_t number = nearest_fit(state, p, i);
    if (number >= 0) {
        double trust = trust_towards(state, p, i, state->alliances[number].founder);
        if (join(state, p, when, month, i, number, trust, push)) return;
    }
    found(state, p, when, month, i, push);
}

static void teams_meet(const State *state, const Numbers *p) {
    for (int64_t region = 0; region < state->provinces_length; region++) {
        Province *home = &state->provinces[region];
        home->understanding = gain(home->understanding, p->forum_gain);
    }
}

/* --------------------------------------------------------------------------------------------- interventions.py */

static int64_t act_in(const State *state, const Plan *plan, const Numbers *p, Word when, int64_t month,
                      int64_t number, int64_t region);
static int64_t go_round(const State *, const Plan *, const Numbers *, Word, int64_t number, int64_t region);
static int64_t broadcast(const State *, const Plan *, const Numbers *, Word, int64_t month, int64_t number,
                         int64_t region);
static int64_t equip(const State *, const Plan *, Word, int64_t number, int64_t region);
static int64_t gather_forum(const State *, const Plan *, const Numbers *, Word, int64_t number, int64_t region);
static int64_t alliances_forum(const State *, const Plan *, const Numbers *, Word, int64_t number, int64_t region);
static int64_t organisations_forum(const State *, const Plan *, const Numbers *, Word, int64_t number,
                                   int64_t region);
static int64_t list_members(const State *, const Plan *, Word, int64_t number, int64_t region);
static int64_t rescue(const State *, const Plan *, const Numbers *, Word, int64_t number, int64_t region);

static bool due(const Change *change, int64_t month) {
    return change->start <= month && month <= change->end && (month - change->start) % change->every == 0;
}

static void act(const State *state, const Plan *plan, Word when, int64_t month, int64_t number) {
    const Change *change = &plan->changes[number];
    const Numbers *p = &plan->numbers[0];
    for (int64_t region = 0; region < state->provinces_length; region++) {
        if (!plan->where[number][region] || month < change->start || month > change->end) continue;
        state->counts[0].cost += change->month_cost * change->intensity;
        if (due(change, month)) {
            int64_t cases = act_in(state, plan, p, when, month, number, region);
            state->counts[0].cost += change->case_cost * (double)cases;
        }
    }
}

static int64_t act_in(const State *state, const Plan *plan, const Numbers *p, Word when, int64_t month,
                      int64_t number, int64_t region) {
    switch (plan->changes[number].act) {
        case ACT_VISIT: return go_round(state, plan, p, when, number, region);
        case ACT_BROADCAST: return broadcast(state, plan, p, when, month, number, region);
        case ACT_EQUIP: return equip(state, plan, when, number, region);
        case ACT_FORUM: return gather_forum(state, plan, p, when, number, region);
        case ACT_LIST: return list_members(state, plan, when, number, region);
        default: return rescue(state, plan, p, when, number, region);
    }
}

static void teach(Organisation *o, const Change *change, double share, const Numbers *p) {
    o->understanding = gain(o->understanding, share * change->understanding);
    learn_strategy(o, share * change->strategy, p);
    o->leadership = gain(o->leadership, share * change->leadership);
    o->openness = gain(o->openness, share * change->openness);
    o->management = gain(o->management, share * change->management);
}

static bool reached(const Organisation *o, const Change *change, const Province *home, const Numbers *p,
                    double chance) {
    double share = change->coverage * change->intensity;
    if (change->distance > 0.0) share *= exp(-hypot(o->x - home->x, o->y - home->y) / p->travel);
    return chance < share;
}

static int64_t go_round(const State *state, const Plan *plan, const Numbers *p, Word when, int64_t number,
                        int64_t region) {
    const Change *change = &plan->changes[number];
    Province *home = &state->provinces[region];
    double chance = draw(when, PROCESS_VISIT, change->key, (Word)region);
    int64_t wanted = whole_cases(change->capacity * change->intensity, chance);
    int64_t served = 0;
    for (int64_t step = 0; step < home->active && served != wanted; step++) {
        int64_t place = home->first + state->rounds[number][region] % home->active;
        Organisation *o = &state->organisations[state->circle[place]];
        state->rounds[number][region] += 1;
        if (plan->whom[number][o->kind] && o->understanding < change->until && o->leadership >= change->ready) {
            teach(o, change, change->strength, p);
            served += 1;
        }
    }
    return served;
}

static int64_t broadcast(const State *state, const Plan *plan, const Numbers *p, Word when, int64_t month,
                         int64_t number, int64_t region) {
    const Change *change = &plan->changes[number];
    Province *home = &state->provinces[region];
    double strength = change->strength;
    if (change->tires > 0.0) strength *= power(1.0 - p->repetition_wear, (month - change->start) / change->every);
    home->climate = gain(home->climate, strength * change->climate * change->intensity);
    int64_t cases = 0;
    for (int64_t i = home->first; i < home->first + home->active; i++) {
        Organisation *o = &state->organisations[i];
        if (plan->whom[number][o->kind]
            && reached(o, change, home, p, draw(when, PROCESS_REACH, o->id, change->key))) {
            teach(o, change, strength, p);
            cases += 1;
        }
    }
    return cases;
}

static void furnish(Alliance *a, const Change *change) {
    a->plan = gain(a->plan, change->strength * change->plan * a->strategy);
    a->indicators = gain(a->indicators, change->strength * change->indicators * a->plan);
    a->control = gain(a->control, change->strength * change->control);
    a->readiness = gain(a->readiness, change->strength * change->readiness);
    a->skill = gain(a->skill, change->strength * change->skill);
}

static bool concerned(const Alliance *a, const Plan *plan, int64_t number, int64_t region) {
    return a->province == region && plan->whom[number][a->kind];
}

static int64_t equip(const State *state, const Plan *plan, Word when, int64_t number, int64_t region) {
    const Change *change = &plan->changes[number];
    int64_t cases = 0;
    for (int64_t place = 0; place < state->counts[0].alive; place++) {
        Alliance *a = &state->alliances[state->live[place]];
        if (concerned(a, plan, number, region)
            && draw(when, PROCESS_REACH, a->key, change->key) < change->coverage * change->intensity) {
            furnish(a, change);
            cases += 1;
        }
    }
    return cases;
}

static bool comes(const State *state, const Plan *plan, const Numbers *p, Word when, int64_t number, int64_t i) {
    const Change *change = &plan->changes[number];
    Organisation *o = &state->organisations[i];
    Province *home = &state->provinces[o->province];
    return plan->whom[number][o->kind]
        && reached(o, change, home, p, draw(when, PROCESS_ATTEND, o->id, change->key));
}

static int64_t gather_forum(const State *state, const Plan *plan, const Numbers *p, Word when, int64_t number,
                            int64_t region) {
    const Change *change = &plan->changes[number];
    Province *home = &state->provinces[region];
    int64_t cases = 0;
    if (change->skill + change->readiness > 0.0) cases = alliances_forum(state, plan, p, when, number, region);
    if (change->trust + change->understanding + change->management > 0.0)
        cases = organisations_forum(state, plan, p, when, number, region);
    home->understanding = gain(home->understanding, change->strength * change->team * change->intensity);
    return cases;
}

static int64_t alliances_forum(const State *state, const Plan *plan, const Numbers *p, Word when, int64_t number,
                               int64_t region) {
    const Change *change = &plan->changes[number];
    int64_t *present = state->desk;
    int64_t here = 0;
    double best = 0.0;
    for (int64_t place = 0; place < state->counts[0].alive; place++) {
        Alliance *a = &state->alliances[state->live[place]];
        if (a->province == region && comes(state, plan, p, when, number, a->founder)) {
            present[here] = state->live[place];
            best = max(best, a->skill);
            here += 1;
        }
    }
    for (int64_t seat = 0; seat < here; seat++) {
        Alliance *a = &state->alliances[present[seat]];
        for (int64_t session = 0; session < change->sessions; session++) {
            a->skill += min(1.0, change->strength * change->skill) * max(0.0, best - a->skill);
            furnish(a, change);
        }
    }
    return here * change->sessions;
}

static int64_t organisations_forum(const State *state, const Plan *plan, const Numbers *p, Word when, int64_t number,
                                   int64_t region) {
    const Change *change = &plan->changes[number];
    Province *home = &state->provinces[region];
    int64_t *present = state->desk;
    int64_t here = 0;
    for (int64_t i = home->first; i < home->first + home->active; i++)
        if (comes(state, plan, p, when, number, i)) present[here++] = i;
    for (int64_t session = 0; session < change->sessions; session++) {
        for (int64_t seat = 0; seat < here; seat++) {
            int64_t i = present[seat];
            Organisation *o = &state->organisations[i];
            teach(o, change, change->strength, p);
            double chance = draw(when, PROCESS_PAIR, o->id, mix(change->key + (Word)session));
            int64_t j = present[pick(chance, here)];
            if (j != i) {
                draw_closer(state->ties, i, j, change->strength * change->trust, p->first_trust);
                talk(state, p, i, j);
            }
        }
    }
    return here * change->sessions;
}

static int64_t list_members(const State *state, const Plan *plan, Word when, int64_t number, int64_t region) {
    const Change *change = &plan->changes[number];
    Province *home = &state->provinces[region];
    int64_t cases = 0;
    for (int64_t i = home->first; i < home->first + home->active; i++) {
        Organisation *o = &state->organisations[i];
        if (plan->whom[number][o->kind]
            && draw(when, PROCESS_LIST, o->id, change->key) < change->coverage * change->intensity) {
            o->listed = max(o->listed, change->strength);
            cases += 1;
        }
    }
    return cases;
}

static int64_t rescue(const State *state, const Plan *plan, const Numbers *p, Word when, int64_t number,
                      int64_t region) {
    const Change *change = &plan->changes[number];
    double chance = draw(when, PROCESS_VISIT, change->key, (Word)region);
    int64_t wanted = whole_cases(change->capacity * change->intensity, chance);
    int64_t served = 0;
    double above = -1.0;
    while (served < wanted) {
        int64_t weakest = -1;
        double cohesion = p->comfort;
        for (int64_t place = 0; place < state->counts[0].alive; place++) {
            Alliance *a = &state->alliances[state->live[place]];
            bool weaker = concerned(a, plan, number, region) && above < a->cohesion && a->cohesion < cohesion;
            if (weaker && draw(when, PROCESS_SEEN, a->key, change->key) < monitored(a, p))
                weakest = state->live[place], cohesion = a->cohesion;
        }
        if (weakest < 0) break;
        above = cohesion;
        Alliance *a = &state->alliances[weakest];
        a->support = max(a->support, min(1.0, change->strength * change->support));
        furnish(a, change);
        a->rescued += 1;
        state->counts[0].rescues += 1;
        served += 1;
    }
    return served;
}

/* ------------------------------------------------------------------------------------------------- recording.py */

static double share(double part, double whole) { return whole > 0.0 ? part / whole : 0.0; }

static void record_alliances(const State *state, double *row) {
    Count *count = &state->counts[0];
    row[AT_FOUNDED] = (double)count->founded;
    row[AT_FACILITATED] = (double)count->facilitated;
    row[AT_ENDED] = (double)count->ended;
    row[AT_RESCUES] = (double)count->rescues;
    row[AT_MISUSE_LOSS] = count->misuse_loss;
    row[AT_COST] = count->cost;
    row[AT_ALIVE] = (double)count->alive;
    double each = share(1.0, (double)count->alive);
    for (int64_t place = 0; place < count->alive; place++) {
        Alliance *a = &state->alliances[state->live[place]];
        row[AT_ALIVE_AREA + a->form] += 1.0;
        row[AT_ALIVE_CHIANG_MAI + a->province] += 1.0;
        row[AT_KEPT] += a->facilitated;
        if (a->operating) {
            row[AT_LASTING] += 1.0;
            row[AT_LASTING_NEW] += a->founded > 0;
            row[AT_LASTING_AREA + a->form] += 1.0;
            row[AT_LASTING_CHIANG_MAI + a->province] += 1.0;
        }
        row[AT_SIZE] += (double)a->size * each;
        row[AT_COHESION] += a->cohesion * each;
        row[AT_PLAN] += a->plan * each;
        row[AT_INDICATORS] += a->indicators * each;
        row[AT_CONTROL] += a->control * each;
        row[AT_READINESS] += a->readiness * each;
        row[AT_SKILL] += a->skill * each;
        row[AT_SUPPORT] += a->support * each;
    }
}

static void record_membership(const State *state, double *row) {
    int64_t weak = 0, remote = 0, unregistered = 0;
    for (int64_t i = 0; i < state->counts[0].active; i++) {
        Organisation *o = &state->organisations[i];
        weak += o->weak;
        remote += o->remote;
        unregistered += 1 - o->registered;
        if (o->belongs_to > 0) {
            row[AT_ORGANISATIONS_IN] += 1.0;
            row[AT_PEOPLE_IN] += o->members;
            row[AT_WEAK_SHARE] += o->weak;
            row[AT_REMOTE_SHARE] += o->remote;
            row[AT_UNREGISTERED_SHARE] += 1 - o->registered;
        }
    }
    row[AT_WEAK_SHARE] = share(row[AT_WEAK_SHARE], (double)weak);
    row[AT_REMOTE_SHARE] = share(row[AT_REMOTE_SHARE], (double)remote);
    row[AT_UNREGISTERED_SHARE] = share(row[AT_UNREGISTERED_SHARE], (double)unregistered);
}

static void record_organisations(const State *state, double *row) {
    static const int averaged[] = {AT_UNDERSTANDING, AT_STRATEGY, AT_LEADERSHIP, AT_OPENNESS,
                                   AT_MANAGEMENT, AT_LISTED, AT_SURPLUS};
    int64_t active = state->counts[0].active, remote = 0;
    double capital = 0.0, first_capital = 0.0;
    for (int64_t i = 0; i < active; i++) {
        Organisation *o = &state->organisations[i];
        row[AT_UNDERSTANDING] += o->understanding;
        row[AT_STRATEGY] += o->strategy;
        row[AT_LEADERSHIP] += o->leadership;
        row[AT_OPENNESS] += o->openness;
        row[AT_MANAGEMENT] += o->management;
        row[AT_LISTED] += o->listed;
        row[AT_SURPLUS] += o->surplus;
        row[AT_BENEFIT] += o->benefit;
        row[AT_REMOTE_UNDERSTANDING] += o->understanding * o->remote;
        remote += o->remote;
        capital += o->capital;
        first_capital += o->first_capital;
    }
    for (size_t nth = 0; nth < sizeof averaged / sizeof *averaged; nth++)
        row[averaged[nth]] = share(row[averaged[nth]], (double)active);
    row[AT_REMOTE_UNDERSTANDING] = share(row[AT_REMOTE_UNDERSTANDING], (double)remote);
    row[AT_CAPITAL_GROWTH] = share(capital, first_capital) - 1.0;
}

static void record_ties(const State *state, double *row) {
    int64_t active = state->counts[0].active, ties = 0;
    double trust = 0.0;
    for (int64_t i = 0; i < active; i++) {
        for (int64_t slot = 0; slot < MAX_TIES; slot++) {
            if (state->ties[i][slot].other < 0) break;
            ties += 1;
            trust += state->ties[i][slot].trust;
        }
    }
    row[AT_TRUST] = share(trust, (double)ties), row[AT_DEGREE] = share((double)ties, (double)active);
    double regions = (double)state->provinces_length;
    for (int64_t region = 0; region < state->provinces_length; region++) {
        row[AT_CLIMATE] += state->provinces[region].climate / regions;
        row[AT_TEAM_UNDERSTANDING] += state->provinces[region].understanding / regions;
    }
}

static void record(const State *state, double *row) {
    for (int measure = 0; measure < MONTHLY_COUNT; measure++) row[measure] = 0.0;
    record_alliances(state, row);
    record_membership(state, row);
    record_organisations(state, row);
    record_ties(state, row);
}

static int64_t root(int64_t *parent, int64_t i) {
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

static void record_components(const State *state, double *row) {
    int64_t active = state->counts[0].active;
    int64_t *parent = state->desk;
    Word *size = state->lots;
    for (int64_t i = 0; i < active; i++) parent[i] = i, size[i] = 0;
    for (int64_t place = 0; place < state->counts[0].alive; place++) {
        int64_t number = state->live[place];
        for (int64_t seat = 1; seat < state->alliances[number].size; seat++) {
            int64_t first = root(parent, state->members[number][0]);
            parent[root(parent, state->members[number][seat])] = first;
        }
    }
    for (int64_t i = 0; i < active; i++) size[root(parent, i)] += 1;
    row[AT_COMPONENTS] = 0.0, row[AT_LARGEST_COMPONENT] = 0.0;
    for (int64_t i = 0; i < active; i++) {
        row[AT_COMPONENTS] += size[i] > 1;
        if (size[i] > 1) row[AT_LARGEST_COMPONENT] = max(row[AT_LARGEST_COMPONENT], (double)size[i]);
    }
}

static void record_mixing(const State *state, double *row) {
    int64_t mixed = 0, pairs = 0, closed = 0, wedges = 0;
    for (int64_t place = 0; place < state->counts[0].alive; place++) {
        int64_t number = state->live[place];
        for (int64_t one = 0; one < state->alliances[number].size; one++) {
            for (int64_t other = 0; other < one; other++) {
                int64_t i = state->members[number][one], j = state->members[number][other];
                mixed += state->organisations[i].kind != state->organisations[j].kind;
                pairs += 1;
            }
        }
    }
    for (int64_t i = 0; i < state->counts[0].active; i++) {
        int64_t known = acquaintances(state->ties, i);
        for (int64_t one = 0; one < known; one++) {
            for (int64_t other = 0; other < one; other++) {
                closed += tie_to(state->ties, state->ties[i][one].other, state->ties[i][other].other) >= 0;
                wedges += 1;
            }
        }
    }
    row[AT_KIND_MIXING] = share((double)mixed, (double)pairs);
    row[AT_CLUSTERING] = share((double)closed, (double)wedges);
}

static void record_final(const State *state, double *row) {
    record_components(state, row);
    record_mixing(state, row);
}

/* ----------------------------------------------------------------------------------------------------- month.py */

static void recommendations_act(const State *state, const Plan *plan, Word when, int64_t month) {
    const Numbers *p = &plan->numbers[0];
    for (int64_t region = 0; region < state->provinces_length; region++)
        state->provinces[region].climate *= 1.0 - p->climate_fading;
    for (int64_t number = 0; number < plan->changes_length; number++) act(state, plan, when, month, number);
}

static bool forum_due(const Plan *plan, int64_t month) {
    int64_t first = plan->teams[0], last = plan->teams[1];
    return first <= month && month <= last && (month - first) % (int64_t)plan->numbers[0].forum_every == 0;
}

static void teams_visit(const State *state, const Plan *plan, Word when, int64_t month) {
    const Numbers *p = &plan->numbers[0];
    if (forum_due(plan, month)) teams_meet(state, p);
    if (plan->teams[0] <= month && month <= plan->teams[1])
        for (int64_t region = 0; region < state->provinces_length; region++)
            team_works(state, p, stage_of(plan, month), when, month, region);
}

static int64_t order_of_deciding(const State *state, const Numbers *p, Word when) {
    int64_t considering = 0;
    for (int64_t i = 0; i < state->counts[0].active; i++) {
        Organisation *o = &state->organisations[i];
        if (considers(o, p, when)) {
            state->desk[considering] = i;
            state->lots[considering] = word(when, PROCESS_ORDER, o->id, 0);
            considering += 1;
        }
    }
    sort_by_lot(state->desk, state->lots, considering);
    return considering;
}

static void live_month(const State *state, const Plan *plan, int64_t seed, int64_t month, double *row) {
    const Numbers *p = &plan->numbers[0];
    Word when = moment(seed, month);
    recommendations_act(state, plan, when, month);
    teams_visit(state, plan, when, month);
    int64_t active = state->counts[0].active;
    for (int64_t i = 0; i < active; i++) {
        trade(&state->organisations[i], p, when);
        forget(&state->organisations[i], p);
        if (leaders_change(&state->organisations[i], p, when)) succeed(state, p, when, i);
    }
    for (int64_t i = 0; i < active; i++) wear(state->ties, i, p);
    for (int64_t i = 0; i < active; i++)
        if (goes_out(&state->organisations[i], p, when)) meet(state, p, when, i);
    int64_t considering = order_of_deciding(state, p, when);
    for (int64_t nth = 0; nth < considering; nth++) decide(state, p, when, month, state->desk[nth]);
    int64_t alive = state->counts[0].alive;
    for (int64_t place = 0; place < alive; place++) work(state, p, when, month, state->live[place]);
    strike_ended(state);
    record(state, row);
}

bool live_through(const State *state, const Plan *plan, int64_t seed, int64_t months, double (*rows)[MEASURES]) {
    record(state, rows[0]);
    for (int64_t month = 1; month <= months; month++) {
        live_month(state, plan, seed, month, rows[month]);
        if (state->counts[0].full) return false;
    }
    record_final(state, rows[months]);
    return true;
}
