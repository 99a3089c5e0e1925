// Keeping clear of a fault in Debian's Lua 5.4.4.
//
// While `a .. b` calls a `__concat` metamethod, luaV_concat holds a pointer into the coroutine's stack, and uses it when
// the metamethod has returned. If the stack has moved meanwhile, the pointer leads into freed memory. (Upstream has it
// fixed; Debian took the first half of the fix only.)
//
// Suspending the coroutine unwinds the C stack, luaV_concat with its pointer too, and Lua finishes the operation by
// other code when it goes on. So whenever a stack has moved, the coroutine yields before its next instruction, and is
// resumed at once by whoever resumed it. Stacks double when they grow, so that does not happen often. Where it cannot
// yield, a concatenation that would use the pointer is an error.

#include "internal.h"

#include <string.h>

enum {
    /// Of a lua_State, the words that surely belong to it.
    words_looked_at = 12,
    /// Bytes of a stack that hardly any script needs.
    large_stack = 1 << 18,
};

// When a stack has moved, Lua gives the old block back before it forgets where it was: a word of the lua_State is still
// the block's address. Which word that is, the growth of a stack tells when a state is opened.

static void learn(lks_state *state, const void *block) {
    void *const *words = (void *const *)(const void *)state->lua;
    for (size_t index = 0; index < words_looked_at; index++) {
        if (words[index] == block) state->stack_word = index;
    }
}

void lks_learn_stack(lks_state *state) {
    state->is_learning = true;
    lua_checkstack(state->lua, 1000);
    state->is_learning = false;
}

void lks_note_release(lks_state *state, const void *block, size_t size) {
    if (state->is_learning) {
        learn(state, block);
        return;
    }
    if (state->stack_word == 0) return;
    for (lks_link *link = state->innermost; link != NULL; link = link->outer) {
        if (((void *const *)(const void *)link->thread)[state->stack_word] != block) continue;
        // The stack of a coroutine that has resumed another one shrinks when garbage is collected.
        lua_sethook(link->thread, lks_hook, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
        if (link == state->innermost && size >= large_stack) state->released_stack = size;
        lks_count_moved(state, size);
    }
}

bool lks_fills_stack(const lks_state *state, size_t size) {
    // Stacks double, so the one after the next is four times as large.
    return size / 3 >= state->released_stack;
}

// ---- what a function was called by ----

// Of a function that was called last by another one, Lua does not tell whether it stands for a metamethod. The calling
// code does: it is at an instruction of the kind that is at work when a state is opened and tries a concatenation.

/// Of Lua's record of a call, the words with the call before it and with the next instruction.
enum { previous_word = 2, instruction_word = 4 };

static const void *word_of_call(const void *call, int word) { return ((const void *const *)call)[word]; }

static uint32_t operation_of(const void *call) {
    return ((const uint32_t *)word_of_call(call, instruction_word))[-1] & 0x7F;
}

static int learn_operation(lua_State *L) {
    lua_Debug called, caller;
    if (lua_getstack(L, 0, &called) && lua_getstack(L, 1, &caller)
        && word_of_call(called.i_ci, previous_word) == caller.i_ci) {
        lks_owner(L)->concatenation = operation_of(caller.i_ci);
    }
    return 0;
}

// While a hook runs, no other one does. Of a lua_State's first bytes, the one that says so is 1 before and 0 meanwhile.
static void learn_switch(lua_State *L, lua_Debug *where) {
    (void)where;
    lks_state *state = lks_owner(L);
    for (size_t index = 0; index < sizeof state->first_bytes; index++) {
        if (state->first_bytes[index] == 1 && ((const unsigned char *)L)[index] == 0) state->hook_switch = index;
    }
}

void lks_learn_concatenation(lua_State *L) {
    luaL_loadstring(L, "local a = ... return a .. a");
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, learn_operation);
    lua_setfield(L, -2, "__concat");
    lua_setmetatable(L, -2);
    memcpy(lks_owner(L)->first_bytes, L, sizeof lks_owner(L)->first_bytes);
    lua_sethook(L, learn_switch, LUA_MASKCOUNT, 1);
    lua_call(L, 1, 0);
    lua_sethook(L, NULL, 0, 0);
}

// Whether a function returns to a concatenation.
static bool ends_concatenation(lua_State *L, lua_Debug *function) {
    lua_getinfo(L, "nt", function);
    if (!function->istailcall) {
        return strcmp(function->namewhat, "metamethod") == 0 && strcmp(function->name, "concat") == 0;
    }
    lua_Debug caller = {.i_ci = (struct CallInfo *)word_of_call(function->i_ci, previous_word)};
    lua_getinfo(L, "S", &caller);
    return *caller.what != 'C' && operation_of(caller.i_ci) == lks_owner(L)->concatenation;
}

// ---- the rescue ----

// Which coroutines still have to be rescued is told by their hooks: no other has one for returns.

static void suspend(lua_State *L, lua_KFunction continuation) {
    lks_state *state = lks_owner(L);
    lua_sethook(L, NULL, 0, 0);
    lks_rest(state, L);
    state->reason = LKS_YIELD_TO_RESCUE;
    lua_yieldk(L, 0, 0, continuation);
}

// Carries out the function in C that was suspended before it began.
static int call_again(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    lua_Debug here;
    lua_getstack(L, 0, &here);
    lua_getinfo(L, "f", &here);
    lua_CFunction function = lua_tocfunction(L, -1);
    lua_pop(L, 1);
    return function(L);
}

// The stack has moved to make room for a function that is called now. When it is one in C that a `__concat` ends with,
// or is, no instruction comes before the return to the concatenation.
static void rescue_call(lua_State *L, lua_Debug *called) {
    lks_state *state = lks_owner(L);
    if (state->hook_switch == 0 || !lua_isyieldable(L)) return;
    lua_getinfo(L, "S", called);
    if (*called->what != 'C') return;
    lua_Debug caller;
    if (!ends_concatenation(L, called) && !(lua_getstack(L, 1, &caller) && ends_concatenation(L, &caller))) return;
    // Suspended here, the hook does not come to its end.
    ((unsigned char *)L)[state->hook_switch] = 1;
    suspend(L, call_again);
}

void lks_rescue(lua_State *L) {
    if (lua_isyieldable(L)) suspend(L, NULL);
}

void lks_rescue_passing(lua_State *L, lua_Debug *where) {
    if (where->event != LUA_HOOKRET) {
        rescue_call(L, where);
        return;
    }
    if (ends_concatenation(L, where)) {
        luaL_error(L, "a __concat metamethod has run out of room where it cannot be suspended; concatenate before");
    }
    // Back where the coroutine can be suspended: before the next instruction it is.
    if (lua_isyieldable(L)) lua_sethook(L, lks_hook, LUA_MASKRET | LUA_MASKCOUNT, 1);
}
