// Pattern matching for the string library: the patterns of Lua 5.4's manual, with the results and the messages of Lua's
// own functions, but counted. A pattern with many repetitions can try for longer than anybody lives, and no hook runs
// meanwhile; so every step here is paid for out of an allowance.

#include "bounded.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    escape = '%',
    // Both as in Lua. The second guards the C stack: what can match in several ways is matched by recursion.
    max_captures = 32,
    max_depth = 200,
    /// What a message shows of a pattern.
    max_shown = 30,
    /// A step is about a nanosecond, so this is a matter of microseconds.
    steps_between_pauses = 4096,
    /// Going through so many bytes of a set or of a balanced text costs about as much as one step,
    bytes_scanned_per_step = 4,
    /// and so does comparing that many.
    bytes_compared_per_step = 128,
};

/// The steps allowed from one match to the next. Sensible patterns need a few for each byte of the subject; this many
/// keep a processor busy for a second or two.
static const int64_t step_limit = 500000000;

/// Stand for the length of a capture that has none.
static const ptrdiff_t still_open = -1, is_position = -2;

typedef struct pattern_capture {
    const char *start;
    ptrdiff_t length;
} pattern_capture;

/// Everything that stays the same while one subject is searched for one pattern, and what is known of the match so far.
/// Both strings end with a zero byte, as all strings of Lua do, so the byte at their end may be read.
typedef struct pattern_search {
    lua_State *L;
    const char *subject;
    const char *subject_end;
    /// With the anchor, for the message.
    const char *whole_pattern;
    const char *pattern_end;
    int64_t steps_until_pause;
    /// Steps that are left when the pause is reached.
    int64_t steps_left;
    int depth_left;
    int capture_count;
    pattern_capture captures[max_captures];
} pattern_search;

// ---- steps ----

static void raise_too_many_steps(pattern_search *search) {
    size_t length = (size_t)(search->pattern_end - search->whole_pattern);
    if (length > max_shown) {
        length = max_shown;
        // Half a character would spoil the message.
        while (length > 0 && ((unsigned char)search->whole_pattern[length] & 0xC0) == 0x80) length--;
    }
    luaL_error(search->L, "pattern too complex: matching \"%s\" takes more than %I steps",
               lua_pushlstring(search->L, search->whole_pattern, length), (LUAI_UACINT)step_limit);
}

// Kept out of the way of the loops that hardly ever need it.
__attribute__((cold, noinline)) static void settle(pattern_search *search) {
    search->steps_left -= steps_between_pauses - search->steps_until_pause;
    if (search->steps_left < 0) raise_too_many_steps(search);
    search->steps_until_pause = steps_between_pauses;
    lks_pause(search->L);
}

static inline void spend(pattern_search *search, ptrdiff_t steps) {
    search->steps_until_pause -= steps;
    if (search->steps_until_pause < 0) settle(search);
}

// Compares in pieces, so that only what really had to be compared is paid for.
static bool same_bytes(pattern_search *search, const char *left, const char *right, size_t length) {
    enum { piece = 1024 };
    for (; length > piece; left += piece, right += piece, length -= piece) {
        if (memcmp(left, right, piece) != 0) return false;
        spend(search, piece / bytes_compared_per_step);
    }
    return memcmp(left, right, length) == 0;
}

// ---- single characters ----

static bool in_class(unsigned char byte, unsigned char class) {
    bool found;
    switch (tolower(class)) {
    case 'a': found = isalpha(byte) != 0; break;
    case 'c': found = iscntrl(byte) != 0; break;
    case 'd': found = isdigit(byte) != 0; break;
    case 'g': found = isgraph(byte) != 0; break;
    case 'l': found = islower(byte) != 0; break;
    case 'p': found = ispunct(byte) != 0; break;
    case 's': found = isspace(byte) != 0; break;
    case 'u': found = isupper(byte) != 0; break;
    case 'w': found = isalnum(byte) != 0; break;
    case 'x': found = isxdigit(byte) != 0; break;
    // No longer in the manual, and still in Lua.
    case 'z': found = byte == 0; break;
    default: return class == byte;
    }
    // The class in upper case is everything else.
    return isupper(class) ? !found : found;
}

// Whether a set, from its opening to its closing bracket, has the byte. Sets may be as long as scripts like, so their
// length is paid for as well; the caller looks whether a pause is due.
static bool in_set(pattern_search *search, unsigned char byte, const char *opening, const char *closing) {
    const char *p = opening + 1;
    bool wanted = *p != '^';
    if (!wanted) p++;
    bool found = false;
    while (p < closing && !found) {
        if (*p == escape) {
            found = in_class(byte, (unsigned char)p[1]);
            p += 2;
        } else if (p[1] == '-' && p + 2 < closing) {
            found = (unsigned char)p[0] <= byte && byte <= (unsigned char)p[2];
            p += 3;
        } else {
            found = (unsigned char)*p == byte;
            p++;
        }
    }
    search->steps_until_pause -= (p - opening) / bytes_scanned_per_step;
    return found == wanted;
}

// The end of a set that begins behind `p`.
static const char *set_end(pattern_search *search, const char *p) {
    const char *start = p;
    if (*p == '^') p++;
    // The first character belongs to the set even if it is a closing bracket.
    do {
        if (p == search->pattern_end) luaL_error(search->L, "malformed pattern (missing ']')");
        if (*p++ == escape && p < search->pattern_end) p++;
    } while (*p != ']');
    search->steps_until_pause -= (p - start) / bytes_scanned_per_step;
    return p + 1;
}

// The end of the item for one character at `p`, where its suffix is, if it has one.
static inline const char *item_end(pattern_search *search, const char *p) {
    if (*p == '[') return set_end(search, p + 1);
    if (*p != escape) return p + 1;
    if (p + 1 == search->pattern_end) luaL_error(search->L, "malformed pattern (ends with '%%')");
    return p + 2;
}

static inline bool matches_item(pattern_search *search, const char *s, const char *item, const char *end) {
    if (s >= search->subject_end) return false;
    unsigned char byte = (unsigned char)*s;
    switch (*item) {
    case '.': return true;
    case escape: return in_class(byte, (unsigned char)item[1]);
    case '[': return in_set(search, byte, item, end - 1);
    default: return (unsigned char)*item == byte;
    }
}

// ---- matching ----

static const char *match_here(pattern_search *search, const char *s, const char *p);

// How often the item matches one after the other from `s` on.
static ptrdiff_t count_repetitions(pattern_search *search, const char *s, const char *item, const char *end) {
    const char *start = s;
    if (*item == '.') {
        s = search->subject_end;
    } else if (*item == '[') {
        while (matches_item(search, s, item, end)) {
            s++;
            spend(search, 0);
        }
    } else {
        while (matches_item(search, s, item, end)) s++;
    }
    search->steps_until_pause -= s - start;
    return s - start;
}

static const char *match_most(pattern_search *search, const char *s, const char *item, const char *end) {
    for (ptrdiff_t count = count_repetitions(search, s, item, end); count >= 0; count--) {
        const char *rest = match_here(search, s + count, end + 1);
        if (rest != NULL) return rest;
    }
    return NULL;
}

static const char *match_fewest(pattern_search *search, const char *s, const char *item, const char *end) {
    for (;; s++) {
        const char *rest = match_here(search, s, end + 1);
        if (rest != NULL) return rest;
        if (!matches_item(search, s, item, end)) return NULL;
    }
}

static const char *match_opening(pattern_search *search, const char *s, const char *p) {
    bool position = p[1] == ')';
    int index = search->capture_count;
    if (index >= max_captures) luaL_error(search->L, "too many captures");
    search->captures[index] = (pattern_capture){.start = s, .length = position ? is_position : still_open};
    search->capture_count = index + 1;
    const char *rest = match_here(search, s, p + (position ? 2 : 1));
    if (rest == NULL) search->capture_count--;
    return rest;
}

static const char *match_closing(pattern_search *search, const char *s, const char *p) {
    int index = search->capture_count - 1;
    while (index >= 0 && search->captures[index].length != still_open) index--;
    if (index < 0) luaL_error(search->L, "invalid pattern capture");
    pattern_capture *capture = &search->captures[index];
    capture->length = s - capture->start;
    const char *rest = match_here(search, s, p + 1);
    if (rest == NULL) capture->length = still_open;
    return rest;
}

// %b, with `p` at the two characters.
static const char *match_balance(pattern_search *search, const char *s, const char *p) {
    if (p >= search->pattern_end - 1) luaL_error(search->L, "malformed pattern (missing arguments to '%%b')");
    char opening = p[0], closing = p[1];
    if (s >= search->subject_end || *s != opening) return NULL;
    const char *start = s++;
    // When both are the same character it closes.
    for (size_t nesting = 1; s < search->subject_end; s++) {
        if (*s == closing) {
            if (--nesting == 0) break;
        } else if (*s == opening) {
            nesting++;
        }
    }
    search->steps_until_pause -= (s - start) / bytes_scanned_per_step;
    return s < search->subject_end ? s + 1 : NULL;
}

// %f, with `p` at the set; returns where the pattern goes on, or NULL.
static const char *match_frontier(pattern_search *search, const char *s, const char *p) {
    if (*p != '[') luaL_error(search->L, "missing '[' after '%%f' in pattern");
    const char *end = set_end(search, p + 1);
    unsigned char before = s == search->subject ? '\0' : (unsigned char)s[-1];
    if (in_set(search, before, p, end - 1) || !in_set(search, (unsigned char)*s, p, end - 1)) return NULL;
    return end;
}

static const char *match_back_reference(pattern_search *search, const char *s, char digit) {
    int index = digit - '1';
    if (index < 0 || index >= search->capture_count || search->captures[index].length == still_open) {
        luaL_error(search->L, "invalid capture index %%%d", index + 1);
    }
    pattern_capture capture = search->captures[index];
    // As in Lua, a position is nothing that could be found again.
    if (capture.length == is_position || search->subject_end - s < capture.length) return NULL;
    return same_bytes(search, s, capture.start, (size_t)capture.length) ? s + capture.length : NULL;
}

// Matches the one item at *p that is written with an escape and is no class, and moves *p behind it.
static const char *match_escaped(pattern_search *search, const char *s, const char **p) {
    const char *after = *p + 2;
    switch (after[-1]) {
    case 'b':
        *p = after + 2;
        return match_balance(search, s, after);
    case 'f':
        *p = match_frontier(search, s, after);
        return *p == NULL ? NULL : s;
    default:
        *p = after;
        return match_back_reference(search, s, after[-1]);
    }
}

static inline bool is_escaped_item(const char *p) {
    return *p == escape && (p[1] == 'b' || p[1] == 'f' || (p[1] >= '0' && p[1] <= '9'));
}

// Matches the item for one character at *p, with its suffix, and moves *p behind it. What can match in several ways is
// matched together with all the rest of the pattern: then *p becomes NULL.
static inline const char *match_item(pattern_search *search, const char *s, const char **p) {
    const char *item = *p, *suffix = item_end(search, item), *rest = NULL;
    bool matches = matches_item(search, s, item, suffix);
    *p = suffix + 1;
    switch (*suffix) {
    case '?':
        if (matches) rest = match_here(search, s + 1, suffix + 1);
        if (rest == NULL) return s;
        break;
    case '*':
        if (!matches) return s;
        rest = match_most(search, s, item, suffix);
        break;
    case '+':
        if (matches) rest = match_most(search, s + 1, item, suffix);
        break;
    case '-':
        if (!matches) return s;
        rest = match_fewest(search, s, item, suffix);
        break;
    default:
        *p = suffix;
        return matches ? s + 1 : NULL;
    }
    *p = NULL;
    return rest;
}

// Matches the pattern from `p` on with the subject from `s` on: returns the end of the match, or NULL.
static const char *match_here(pattern_search *search, const char *s, const char *p) {
    if (search->depth_left-- == 0) luaL_error(search->L, "pattern too complex");
    while (s != NULL && p != NULL) {
        spend(search, 1);
        if (p == search->pattern_end) break;
        const char *next = NULL;
        if (*p == '(') {
            s = match_opening(search, s, p);
        } else if (*p == ')') {
            s = match_closing(search, s, p);
        } else if (*p == '$' && p + 1 == search->pattern_end) {
            // Elsewhere a dollar is a character like any other.
            if (s != search->subject_end) s = NULL;
        } else {
            next = p;
            s = is_escaped_item(p) ? match_escaped(search, s, &next) : match_item(search, s, &next);
        }
        p = next;
    }
    search->depth_left++;
    return s;
}

// ---- searching ----

static void begin(pattern_search *search, lua_State *L, const char *subject, size_t length, const char *pattern,
                  size_t pattern_length) {
    search->L = L;
    search->subject = subject;
    search->subject_end = subject + length;
    search->whole_pattern = pattern;
    search->pattern_end = pattern + pattern_length;
    search->steps_until_pause = steps_between_pauses;
    search->steps_left = step_limit;
}

// What has to be so before each attempt. The depth is set anew because an error may have left it anywhere.
static inline const char *attempt(pattern_search *search, const char *s, const char *p) {
    search->depth_left = max_depth;
    search->capture_count = 0;
    return match_here(search, s, p);
}

// Where a search from a position, as scripts count them, begins: an offset, which may lie behind the end.
static size_t start_offset(lua_Integer position, size_t length) {
    if (position > 0) return (size_t)position - 1;
    if (position == 0 || position < -(lua_Integer)length) return 0;
    return length - (size_t)-position;
}

static const char *find_plain(pattern_search *search, const char *s) {
    const char *wanted = search->whole_pattern;
    size_t length = (size_t)(search->pattern_end - wanted);
    if (length == 0) return s;
    while ((size_t)(search->subject_end - s) >= length) {
        size_t places = (size_t)(search->subject_end - s) - length + 1;
        const char *candidate = memchr(s, *wanted, places);
        if (candidate == NULL) return NULL;
        if (same_bytes(search, candidate + 1, wanted + 1, length - 1)) return candidate;
        spend(search, 1 + (candidate - s) / bytes_compared_per_step);
        s = candidate + 1;
    }
    return NULL;
}

static bool is_plain(const char *pattern, size_t length) {
    for (size_t index = 0; index < length; index++) {
        switch (pattern[index]) {
        case '^': case '$': case '*': case '+': case '?': case '.': case '(': case '[': case escape: case '-':
            return false;
        default:
            break;
        }
    }
    return true;
}

// ---- captures ----

static void check_capture(const pattern_search *search, int index) {
    // A pattern without captures has one: all of the match.
    if (index > 0 && index >= search->capture_count) {
        luaL_error(search->L, "invalid capture index %%%d", index + 1);
    }
    if (index < search->capture_count && search->captures[index].length == still_open) {
        luaL_error(search->L, "unfinished capture");
    }
}

static void push_capture(const pattern_search *search, int index, const char *start, const char *end) {
    check_capture(search, index);
    if (index >= search->capture_count) {
        lua_pushlstring(search->L, start, (size_t)(end - start));
        return;
    }
    pattern_capture capture = search->captures[index];
    if (capture.length == is_position) {
        lua_pushinteger(search->L, capture.start - search->subject + 1);
    } else {
        lua_pushlstring(search->L, capture.start, (size_t)capture.length);
    }
}

static int push_captures(const pattern_search *search, int count, const char *start, const char *end) {
    luaL_checkstack(search->L, count, "too many captures");
    for (int index = 0; index < count; index++) push_capture(search, index, start, end);
    return count;
}

// The captures, or the whole match if the pattern has none.
static int push_match(const pattern_search *search, const char *start, const char *end) {
    return push_captures(search, search->capture_count == 0 ? 1 : search->capture_count, start, end);
}

// ---- find and match ----

static int push_place(lua_State *L, const pattern_search *search, const char *start, const char *end) {
    lua_pushinteger(L, start - search->subject + 1);
    lua_pushinteger(L, end - search->subject);
    return 2;
}

static int find_pattern(lua_State *L, pattern_search *search, const char *s, bool wants_place) {
    const char *p = search->whole_pattern;
    bool anchored = *p == '^';
    if (anchored) p++;
    do {
        const char *end = attempt(search, s, p);
        if (end == NULL) continue;
        if (!wants_place) return push_match(search, s, end);
        push_place(L, search, s, end);
        return 2 + push_captures(search, search->capture_count, s, end);
    } while (s++ < search->subject_end && !anchored);
    luaL_pushfail(L);
    return 1;
}

static int find_or_match(lua_State *L, bool wants_place) {
    size_t length, pattern_length;
    const char *subject = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checklstring(L, 2, &pattern_length);
    size_t offset = start_offset(luaL_optinteger(L, 3, 1), length);
    if (offset > length) {
        luaL_pushfail(L);
        return 1;
    }
    pattern_search search;
    begin(&search, L, subject, length, pattern, pattern_length);
    if (!wants_place || !(lua_toboolean(L, 4) || is_plain(pattern, pattern_length))) {
        return find_pattern(L, &search, subject + offset, wants_place);
    }
    const char *found = find_plain(&search, subject + offset);
    if (found != NULL) return push_place(L, &search, found, found + pattern_length);
    luaL_pushfail(L);
    return 1;
}

static int string_find(lua_State *L) { return find_or_match(L, true); }

static int string_match(lua_State *L) { return find_or_match(L, false); }

// ---- gmatch ----

/// What an iterator remembers. Its closure keeps the two strings.
typedef struct pattern_iteration {
    pattern_search search;
    const char *next;
    /// An empty match is none where the match before it ended.
    const char *last_end;
} pattern_iteration;

static int next_match(lua_State *L) {
    pattern_iteration *iteration = lua_touserdata(L, lua_upvalueindex(3));
    pattern_search *search = &iteration->search;
    // The iterator may be called by another coroutine than the one before.
    search->L = L;
    search->steps_left = step_limit;
    for (const char *s = iteration->next; s <= search->subject_end; s++) {
        const char *end = attempt(search, s, search->whole_pattern);
        if (end == NULL || end == iteration->last_end) continue;
        iteration->next = iteration->last_end = end;
        return push_match(search, s, end);
    }
    return 0;
}

static int string_gmatch(lua_State *L) {
    size_t length, pattern_length;
    const char *subject = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checklstring(L, 2, &pattern_length);
    size_t offset = start_offset(luaL_optinteger(L, 3, 1), length);
    lua_settop(L, 2);
    pattern_iteration *iteration = lua_newuserdatauv(L, sizeof *iteration, 0);
    begin(&iteration->search, L, subject, length, pattern, pattern_length);
    iteration->next = subject + (offset > length ? length + 1 : offset);
    iteration->last_end = NULL;
    lua_pushcclosure(L, next_match, 3);
    return 1;
}

// ---- gsub ----

// Adds the text that %0 to %9 stand for.
static void add_capture(pattern_search *search, luaL_Buffer *buffer, char digit, const char *start, const char *end) {
    int index = digit - '1';
    if (index >= 0) check_capture(search, index);
    if (index < 0 || index >= search->capture_count) {
        luaL_addlstring(buffer, start, (size_t)(end - start));
        return;
    }
    pattern_capture capture = search->captures[index];
    if (capture.length == is_position) {
        lua_pushinteger(search->L, capture.start - search->subject + 1);
        luaL_addvalue(buffer);
    } else {
        luaL_addlstring(buffer, capture.start, (size_t)capture.length);
    }
}

static void add_template(pattern_search *search, luaL_Buffer *buffer, const char *start, const char *end) {
    size_t length;
    const char *text = lua_tolstring(search->L, 3, &length);
    const char *text_end = text + length;
    const char *mark;
    while ((mark = memchr(text, escape, (size_t)(text_end - text))) != NULL) {
        // With empty captures a long template makes much work and no text.
        spend(search, 4);
        luaL_addlstring(buffer, text, (size_t)(mark - text));
        if (mark[1] == escape) {
            luaL_addchar(buffer, escape);
        } else if (isdigit((unsigned char)mark[1])) {
            add_capture(search, buffer, mark[1], start, end);
        } else {
            luaL_error(search->L, "invalid use of '%c' in replacement string", escape);
        }
        text = mark + 2;
    }
    luaL_addlstring(buffer, text, (size_t)(text_end - text));
}

// Adds what a function or a table has for the match; returns whether it has anything.
static bool add_answer(pattern_search *search, luaL_Buffer *buffer, int kind, const char *start, const char *end) {
    lua_State *L = search->L;
    if (kind == LUA_TFUNCTION) {
        lua_pushvalue(L, 3);
        lua_call(L, push_match(search, start, end), 1);
    } else {
        push_capture(search, 0, start, end);
        lua_gettable(L, 3);
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        return false;
    }
    if (!lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    luaL_addvalue(buffer);
    return true;
}

// Puts the subject with its replacements into the buffer and returns whether it differs.
static bool replace_matches(pattern_search *search, luaL_Buffer *buffer, int kind, lua_Integer limit,
                            lua_Integer *count) {
    bool anchored = *search->whole_pattern == '^';
    const char *p = search->whole_pattern + (anchored ? 1 : 0);
    const char *s = search->subject, *last_end = NULL;
    // From here on the subject is not in the buffer yet.
    const char *pending = s;
    bool changed = false;
    while (*count < limit) {
        const char *end = attempt(search, s, p);
        if (end != NULL && end != last_end) {
            ++*count;
            luaL_addlstring(buffer, pending, (size_t)(s - pending));
            pending = s;
            if (kind == LUA_TFUNCTION || kind == LUA_TTABLE) {
                if (add_answer(search, buffer, kind, s, end)) {
                    changed = true;
                    pending = end;
                }
            } else {
                add_template(search, buffer, s, end);
                changed = true;
                pending = end;
            }
            s = last_end = end;
            search->steps_left = step_limit;
        } else if (s < search->subject_end) {
            s++;
        } else {
            break;
        }
        if (anchored) break;
    }
    luaL_addlstring(buffer, pending, (size_t)(search->subject_end - pending));
    return changed;
}

static int string_gsub(lua_State *L) {
    size_t length, pattern_length;
    const char *subject = luaL_checklstring(L, 1, &length);
    const char *pattern = luaL_checklstring(L, 2, &pattern_length);
    int kind = lua_type(L, 3);
    lua_Integer limit = luaL_optinteger(L, 4, (lua_Integer)length + 1);
    luaL_argexpected(L, kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE, 3,
                     "string/function/table");
    pattern_search search;
    begin(&search, L, subject, length, pattern, pattern_length);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    lua_Integer count = 0;
    if (replace_matches(&search, &buffer, kind, limit, &count)) {
        luaL_pushresult(&buffer);
    } else {
        lua_pushvalue(L, 1);
    }
    lua_pushinteger(L, count);
    return 2;
}

void lks_bound_patterns(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"find", string_find}, {"gmatch", string_gmatch}, {"gsub", string_gsub}, {"match", string_match}, {NULL, NULL},
    };
    luaL_setfuncs(L, functions, 0);
}
