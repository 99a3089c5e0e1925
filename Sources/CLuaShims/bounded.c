// The functions of the string and table libraries whose work a script can make arbitrarily long without needing memory
// for it: with counts taken from a number or from a metamethod, or with one long text as argument many times over. They
// do what Lua's own do, call by call, and let themselves be stopped. So does load.

#include "bounded.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

enum {
    /// A step may go through a long chain of __index tables or compare long strings, so there are not many in a row.
    steps_between_pauses = 256,
    bytes_compared_per_step = 4096,
    /// Compiling a piece of text this long takes a moment even where compiling has become slow.
    bytes_per_piece = 128,
    /// With this few arguments even the longest texts take no time to speak of,
    harmless_arguments = 16,
    /// and neither do texts below this length with any number of arguments.
    short_text = 256,
    /// Bytes of longer text in the arguments of one call.
    max_argument_text = 1 << 30,
    /// As in Lua, although its own strings may be longer.
    max_repeated = INT_MAX,
};

// For loops that go through positions one by one, in either direction.
static inline void pause_at(lua_State *L, lua_Integer position) {
    if (position % steps_between_pauses == 0) lks_pause(L);
}

// ---- strings ----

// Fills a block that begins with `filled` bytes by repeating them.
static void repeat(char *block, size_t filled, size_t size) {
    while (filled < size) {
        size_t piece = filled < size - filled ? filled : size - filled;
        memcpy(block + filled, block, piece);
        filled += piece;
    }
}

static int string_rep(lua_State *L) {
    size_t length, separator_length;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer count = luaL_checkinteger(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &separator_length);
    size_t unit = length + separator_length;
    if (count <= 0 || unit == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (unit < length || unit > max_repeated / (lua_Unsigned)count) {
        return luaL_error(L, "resulting string too large");
    }
    size_t size = unit * (size_t)count - separator_length;
    luaL_Buffer buffer;
    char *block = luaL_buffinitsize(L, &buffer, size);
    memcpy(block, text, length);
    if (count > 1) {
        memcpy(block + length, separator, separator_length);
        repeat(block, unit, size);
    }
    luaL_pushresultsize(&buffer, size);
    return 1;
}

// A function that reads all its arguments as numbers, or measures them, takes hours for the same long text a million
// times over: the text needs memory only once.
static void refuse_long_arguments(lua_State *L, int count) {
    size_t total = 0;
    for (int index = 1; index <= count; index++) {
        size_t length = lua_rawlen(L, index);
        // Asked in this order because most arguments are numbers, whose length is 0.
        if (length < short_text || lua_type(L, index) != LUA_TSTRING) continue;
        if (length > max_argument_text - total) {
            luaL_error(L, "too much text in the arguments (more than %d bytes)", max_argument_text);
        }
        total += length;
    }
}

static int string_char(lua_State *L) {
    int count = lua_gettop(L);
    if (count > harmless_arguments) refuse_long_arguments(L, count);
    luaL_Buffer buffer;
    char *block = luaL_buffinitsize(L, &buffer, (size_t)count);
    for (int index = 1; index <= count; index++) {
        lua_Unsigned code = (lua_Unsigned)luaL_checkinteger(L, index);
        luaL_argcheck(L, code <= UCHAR_MAX, index, "value out of range");
        block[index - 1] = (char)code;
    }
    luaL_pushresultsize(&buffer, (size_t)count);
    return 1;
}

// Called directly, not by lua_call, so that messages still name this function and count its arguments.
static int call_bounded(lua_State *L) {
    int count = lua_gettop(L);
    if (count > harmless_arguments) refuse_long_arguments(L, count);
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

void lks_bound_arguments(lua_State *L, const char *name) {
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, call_bounded, 1);
    lua_setfield(L, -2, name);
}

// The argument that comes last in the order of `<`, or first, as Lua's math.max and math.min have it: without looking
// whether all are numbers. Long texts would be compared with one another.
static int push_extreme(lua_State *L, bool wants_last) {
    int count = lua_gettop(L), extreme = 1;
    luaL_argcheck(L, count >= 1, 1, "value expected");
    if (count > harmless_arguments) refuse_long_arguments(L, count);
    for (int index = 2; index <= count; index++) {
        int lower = wants_last ? extreme : index, higher = wants_last ? index : extreme;
        if (lua_compare(L, lower, higher, LUA_OPLT)) extreme = index;
    }
    lua_pushvalue(L, extreme);
    return 1;
}

static int math_max(lua_State *L) { return push_extreme(L, true); }

static int math_min(lua_State *L) { return push_extreme(L, false); }

void lks_bound_mathematics(lua_State *L) {
    static const luaL_Reg functions[] = {{"max", math_max}, {"min", math_min}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}

void lks_bound_strings(lua_State *L) {
    static const luaL_Reg functions[] = {{"char", string_char}, {"rep", string_rep}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
    lks_bound_patterns(L);
    lks_bound_arguments(L, "format");
    lks_bound_arguments(L, "pack");
}

// ---- tables ----

/// What a function does with something that is to be used as a table.
enum { reads = 1, writes = 2, measures = 4 };

static bool has_metamethod(lua_State *L, int argument, const char *name) {
    if (luaL_getmetafield(L, argument, name) == LUA_TNIL) return false;
    lua_pop(L, 1);
    return true;
}

// Anything with the right metamethods is as good as a table.
static void check_table(lua_State *L, int argument, int uses) {
    if (lua_type(L, argument) == LUA_TTABLE) return;
    if ((!(uses & reads) || has_metamethod(L, argument, "__index")) &&
        (!(uses & writes) || has_metamethod(L, argument, "__newindex")) &&
        (!(uses & measures) || has_metamethod(L, argument, "__len"))) {
        return;
    }
    luaL_checktype(L, argument, LUA_TTABLE);
}

static lua_Integer checked_length(lua_State *L, int uses) {
    check_table(L, 1, uses | measures);
    return luaL_len(L, 1);
}

// list[to] = list[from]
static inline void copy_element(lua_State *L, int source, lua_Integer from, int target, lua_Integer to) {
    lua_geti(L, source, from);
    lua_seti(L, target, to);
}

static int table_insert(lua_State *L) {
    // A length of math.maxinteger wraps around, as in Lua.
    lua_Integer position, end = (lua_Integer)((lua_Unsigned)checked_length(L, reads | writes) + 1);
    switch (lua_gettop(L)) {
    case 2:
        position = end;
        break;
    case 3:
        position = luaL_checkinteger(L, 2);
        luaL_argcheck(L, (lua_Unsigned)position - 1 < (lua_Unsigned)end, 2, "position out of bounds");
        for (lua_Integer place = end; place > position; place--) {
            copy_element(L, 1, place - 1, 1, place);
            pause_at(L, place);
        }
        break;
    default:
        return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    lua_seti(L, 1, position);
    return 0;
}

static int table_remove(lua_State *L) {
    lua_Integer size = checked_length(L, reads | writes);
    lua_Integer position = luaL_optinteger(L, 2, size);
    if (position != size) {
        // One behind the end is allowed. The wrong number in the message is Lua's.
        luaL_argcheck(L, (lua_Unsigned)position - 1 <= (lua_Unsigned)size, 1, "position out of bounds");
    }
    lua_geti(L, 1, position);
    for (; position < size; position++) {
        copy_element(L, 1, position + 1, 1, position);
        pause_at(L, position);
    }
    lua_pushnil(L);
    lua_seti(L, 1, position);
    return 1;
}

static void move_elements(lua_State *L, lua_Integer from, lua_Integer count, int target, lua_Integer to, bool forward) {
    for (lua_Integer done = 0; done < count; done++) {
        lua_Integer offset = forward ? done : count - 1 - done;
        copy_element(L, 1, from + offset, target, to + offset);
        pause_at(L, offset);
    }
}

static int table_move(lua_State *L) {
    lua_Integer from = luaL_checkinteger(L, 2);
    lua_Integer last = luaL_checkinteger(L, 3);
    lua_Integer to = luaL_checkinteger(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    check_table(L, 1, reads);
    check_table(L, target, writes);
    if (last >= from) {
        luaL_argcheck(L, from > 0 || last < LUA_MAXINTEGER + from, 3, "too many elements to move");
        lua_Integer count = last - from + 1;
        luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
        // Upwards is better for growing tables, but must not overwrite what is still to be moved.
        bool forward = to > last || to <= from || (target != 1 && !lua_compare(L, 1, target, LUA_OPEQ));
        move_elements(L, from, count, target, to, forward);
    }
    lua_pushvalue(L, target);
    return 1;
}

static void add_element(lua_State *L, luaL_Buffer *buffer, lua_Integer position) {
    lua_geti(L, 1, position);
    if (!lua_isstring(L, -1)) {
        luaL_error(L, "invalid value (%s) at index %I in table for 'concat'", luaL_typename(L, -1),
                   (LUAI_UACINT)position);
    }
    luaL_addvalue(buffer);
}

static int table_concat(lua_State *L) {
    lua_Integer length = checked_length(L, reads);
    size_t separator_length;
    const char *separator = luaL_optlstring(L, 2, "", &separator_length);
    lua_Integer position = luaL_optinteger(L, 3, 1);
    lua_Integer last = luaL_optinteger(L, 4, length);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (; position < last; position++) {
        add_element(L, &buffer, position);
        luaL_addlstring(&buffer, separator, separator_length);
        pause_at(L, position);
    }
    // Apart, because behind the last position there may be none.
    if (position == last) add_element(L, &buffer, position);
    luaL_pushresult(&buffer);
    return 1;
}

static int table_unpack(lua_State *L) {
    lua_Integer position = luaL_optinteger(L, 2, 1);
    lua_Integer last = luaL_opt(L, luaL_checkinteger, 3, luaL_len(L, 1));
    if (position > last) return 0;
    lua_Unsigned before_last = (lua_Unsigned)last - (lua_Unsigned)position;
    if (before_last >= INT_MAX || !lua_checkstack(L, (int)before_last + 1)) {
        return luaL_error(L, "too many results to unpack");
    }
    for (; position < last; position++) {
        lua_geti(L, 1, position);
        pause_at(L, position);
    }
    lua_geti(L, 1, last);
    return (int)before_last + 1;
}

// ---- sort ----

// Quicksort as Lua has it, after Sedgewick: the median of three as pivot, the smaller part by recursion. The order in
// which equal elements end up is not promised to anybody, yet scripts come to depend on it, so comparisons and
// exchanges are made in the same sequence. Only where Lua takes a pivot by the clock does this take one by a fixed
// rule, so that a run can be repeated.

enum {
    /// Parts larger than this may get a scattered pivot,
    large_part = 100,
    /// once a part has turned out this many times as large as its neighbour.
    uneven = 128,
};

typedef struct sort_state {
    lua_State *L;
    bool by_function;
    lua_Unsigned steps_until_pause;
    /// Steps that comparing something with the pivot may cost.
    lua_Unsigned weight;
} sort_state;

// Whether the element at one place of the stack comes before the one at another; both count from the top.
static inline bool is_less(sort_state *sorter, int left, int right) {
    lua_State *L = sorter->L;
    if (sorter->steps_until_pause < sorter->weight) {
        sorter->steps_until_pause = steps_between_pauses + sorter->weight;
        lks_pause(L);
    }
    sorter->steps_until_pause -= sorter->weight;
    if (!sorter->by_function) return lua_compare(L, left, right, LUA_OPLT);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, left - 1);
    lua_pushvalue(L, right - 2);
    lua_call(L, 2, 1);
    bool result = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return result;
}

// Moves the top of the stack to one position and what was below it to another.
static void store_two(lua_State *L, unsigned top, unsigned below) {
    lua_seti(L, 1, top);
    lua_seti(L, 1, below);
}

static void order_ends(sort_state *sorter, unsigned low, unsigned high) {
    lua_State *L = sorter->L;
    lua_geti(L, 1, low);
    lua_geti(L, 1, high);
    if (is_less(sorter, -1, -2)) {
        store_two(L, low, high);
    } else {
        lua_pop(L, 2);
    }
}

// Puts an element between two that are in order into its place among them.
static void order_middle(sort_state *sorter, unsigned low, unsigned middle, unsigned high) {
    lua_State *L = sorter->L;
    lua_geti(L, 1, middle);
    lua_geti(L, 1, low);
    if (is_less(sorter, -2, -1)) {
        store_two(L, middle, low);
        return;
    }
    lua_pop(L, 1);
    lua_geti(L, 1, high);
    if (is_less(sorter, -1, -2)) {
        store_two(L, middle, high);
    } else {
        lua_pop(L, 2);
    }
}

// The next position upwards whose element does not come before the pivot, which is on top of the stack; pushes that
// element. The pivot itself is at `pivot`, so only a comparison that contradicts itself passes it.
static unsigned climb(sort_state *sorter, unsigned position, unsigned pivot) {
    for (;;) {
        lua_geti(sorter->L, 1, ++position);
        if (!is_less(sorter, -1, -2)) return position;
        if (position == pivot) luaL_error(sorter->L, "invalid order function for sorting");
        lua_pop(sorter->L, 1);
    }
}

// The same downwards, for an element that the pivot does not come before; those below `bottom` are such elements.
static unsigned descend(sort_state *sorter, unsigned position, unsigned bottom) {
    for (;;) {
        lua_geti(sorter->L, 1, --position);
        if (!is_less(sorter, -3, -1)) return position;
        if (position < bottom) luaL_error(sorter->L, "invalid order function for sorting");
        lua_pop(sorter->L, 1);
    }
}

// Exchanges elements until those before the pivot are below those behind it, and returns the pivot's place. On entry
// the pivot is on top of the stack, and at high - 1.
static unsigned partition(sort_state *sorter, unsigned low, unsigned high) {
    lua_State *L = sorter->L;
    unsigned lower = low, upper = high - 1;
    for (;;) {
        lower = climb(sorter, lower, high - 1);
        upper = descend(sorter, upper, lower);
        if (upper < lower) {
            lua_pop(L, 1);
            store_two(L, high - 1, lower);
            return lower;
        }
        store_two(L, lower, upper);
    }
}

static unsigned choose_pivot(unsigned low, unsigned high, unsigned scatter) {
    if (high - low < large_part || scatter == 0) return (low + high) / 2;
    unsigned quarter = (high - low) / 4;
    return low + quarter + scatter % (quarter * 2);
}

// Splits a part at a pivot and returns the pivot's place; 0 when the part is so small that it is sorted now.
static unsigned split(sort_state *sorter, unsigned low, unsigned high, unsigned scatter) {
    lua_State *L = sorter->L;
    order_ends(sorter, low, high);
    if (high - low == 1) return 0;
    unsigned pivot = choose_pivot(low, high, scatter);
    order_middle(sorter, low, pivot, high);
    if (high - low == 2) return 0;
    lua_geti(L, 1, pivot);
    // However long the other string is, the comparison ends with the shorter one.
    sorter->weight = lua_type(L, -1) == LUA_TSTRING ? 1 + lua_rawlen(L, -1) / bytes_compared_per_step : 1;
    lua_pushvalue(L, -1);
    lua_geti(L, 1, high - 1);
    store_two(L, pivot, high - 1);
    return partition(sorter, low, high);
}

static void sort_part(sort_state *sorter, unsigned low, unsigned high, unsigned scatter) {
    while (low < high) {
        unsigned smaller, pivot = split(sorter, low, high, scatter);
        if (pivot == 0) return;
        // The smaller part by recursion, so that it cannot go deep.
        if (pivot - low < high - pivot) {
            sort_part(sorter, low, pivot - 1, scatter);
            smaller = pivot - low;
            low = pivot + 1;
        } else {
            sort_part(sorter, pivot + 1, high, scatter);
            smaller = high - pivot;
            high = pivot - 1;
        }
        if (low < high && (high - low) / uneven > smaller) scatter = low + high;
    }
}

static int table_sort(lua_State *L) {
    lua_Integer length = checked_length(L, reads | writes);
    if (length < 2) return 0;
    luaL_argcheck(L, length < INT_MAX, 1, "array too big");
    if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    sort_state sorter = {.L = L, .by_function = !lua_isnil(L, 2), .steps_until_pause = steps_between_pauses, .weight = 1};
    sort_part(&sorter, 1, (unsigned)length, 0);
    return 0;
}

void lks_bound_tables(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"concat", table_concat}, {"insert", table_insert}, {"move", table_move}, {"remove", table_remove},
        {"sort", table_sort},     {"unpack", table_unpack}, {NULL, NULL},
    };
    luaL_setfuncs(L, functions, 0);
}

// ---- load ----

// Each operand of a long `or` and each branch of a long `elseif` costs Lua's compiler a walk over all those before it:
// a megabyte of them takes a minute, ten megabytes take hours. The reader is where it can be stopped.

typedef struct text_reader {
    const char *text;
    size_t left;
    bool from_function;
} text_reader;

enum { function_slot = 1, environment_slot = 4, text_slot = 5 };

// Asks the function for more text, and keeps it from being collected.
static void ask_for_text(lua_State *L, text_reader *reader) {
    luaL_checkstack(L, 2, "too many nested functions");
    lua_pushvalue(L, function_slot);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        return;
    }
    if (!lua_isstring(L, -1)) luaL_error(L, "reader function must return a string");
    lua_replace(L, text_slot);
    reader->text = lua_tolstring(L, text_slot, &reader->left);
}

static const char *read_piece(lua_State *L, void *context, size_t *size) {
    text_reader *reader = context;
    lks_pause(L);
    if (reader->left == 0 && reader->from_function) ask_for_text(L, reader);
    const char *piece = reader->text;
    *size = reader->left < bytes_per_piece ? reader->left : bytes_per_piece;
    reader->text += *size;
    reader->left -= *size;
    return *size == 0 ? NULL : piece;
}

static int load_from(lua_State *L, text_reader reader, const char *chunk_name, const char *mode) {
    int status = lua_load(L, read_piece, &reader, chunk_name, mode);
    // lua_load has caught whatever stopped it, so that the script would get it as a mere message.
    if (status != LUA_OK && status != LUA_ERRSYNTAX) lks_pass_kill(L);
    return status;
}

int lks_load_text(lua_State *L, const char *text, size_t length, const char *chunk_name) {
    return load_from(L, (text_reader){.text = text, .left = length}, chunk_name, "t");
}

int lks_bounded_load(lua_State *L) {
    size_t length;
    const char *text = lua_tolstring(L, 1, &length);
    // Who wants compiled code only gets nothing.
    const char *mode = strchr(luaL_optstring(L, 3, "t"), 't') != NULL ? "t" : "";
    // An environment counts even when it is nil.
    bool has_environment = !lua_isnone(L, environment_slot);
    int status;
    if (text != NULL) {
        status = load_from(L, (text_reader){.text = text, .left = length}, luaL_optstring(L, 2, text), mode);
    } else {
        const char *chunk_name = luaL_optstring(L, 2, "=(load)");
        luaL_checktype(L, 1, LUA_TFUNCTION);
        lua_settop(L, text_slot);
        status = load_from(L, (text_reader){.text = "", .from_function = true}, chunk_name, mode);
    }
    if (status != LUA_OK) {
        luaL_pushfail(L);
        lua_insert(L, -2);
        return 2;
    }
    if (has_environment) {
        lua_pushvalue(L, environment_slot);
        if (!lua_setupvalue(L, -2, 1)) lua_pop(L, 1);
    }
    return 1;
}
