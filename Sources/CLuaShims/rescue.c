// Keeping clear of a fault in Debian's Lua 5.4.4.
//
// While `a .. b` calls a `__concat` metamethod, luaV_concat holds a pointer into the coroutine's stack, and uses it when
// the metamethod has returned. If the stack has moved meanwhile, the pointer leads into freed memory. (Upstream has it
// fixed; Debian took the first half of the fix only.)
//
// Suspending the coroutine unwinds the C stack, luaV_concat with its pointer too, and Lua finishes the operation by
// other code when it goes on. So whenever a stack has moved, the coroutine yields before its next instruction, and is
// resumed at once by whoever resumed it. Stacks double when they grow, so that does not happen often.

#include "internal.h"

#include <string.h>

/// Of a lua_State, the words that surely belong to it.
enum { words_looked_at = 12 };

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

void lks_note_release(lks_state *state, const void *block) {
    if (state->is_learning) {
        learn(state, block);
        return;
    }
    if (state->stack_word == 0) return;
    for (lks_link *link = state->innermost; link != NULL; link = link->outer) {
        if (((void *const *)(const void *)link->thread)[state->stack_word] != block) continue;
        state->must_rescue = true;
        // The stack of a coroutine that has resumed another one shrinks when garbage is collected.
        lua_sethook(link->thread, lks_hook, LUA_MASKCALL | LUA_MASKCOUNT, 1);
    }
}

static bool is_concatenation(const lua_Debug *frame) {
    return strcmp(frame->namewhat, "metamethod") == 0 && frame->name != NULL && strcmp(frame->name, "concat") == 0;
}

// Whether a `__concat` is under way in the part of the stack that cannot be suspended: above the function in C that
// called the script.
static bool concatenates_above_boundary(lua_State *L) {
    // Finding a frame takes as long as it is deep, so a very deep part is not walked to its end.
    enum { most_frames = 1000 };
    lua_Debug frame;
    for (int level = 0; level < most_frames && lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "nS", &frame);
        if (is_concatenation(&frame)) return true;
        if (*frame.what == 'C') return false;
    }
    return false;
}

bool lks_rescue(lua_State *L, lua_Debug *where) {
    lks_state *state = lks_owner(L);
    switch (where->event) {
    case LUA_HOOKCOUNT:
        break;
    case LUA_HOOKRET:
        // Back where the coroutine can be suspended: before the next instruction it is.
        if (lua_isyieldable(L)) lua_sethook(L, lks_hook, LUA_MASKCALL | LUA_MASKCOUNT, 1);
        return true;
    default:
        // A call, before the function's first instruction. One in C may return without executing any.
        lua_getinfo(L, "nS", where);
        if (*where->what == 'C' && is_concatenation(where)) {
            luaL_error(L, "a __concat metamethod written in C has no room here; concatenate less deeply");
        }
        return true;
    }
    if (lua_isyieldable(L)) {
        state->must_rescue = false;
        lks_rest(state, L);
        state->reason = LKS_YIELD_TO_RESCUE;
        lua_yield(L, 0);
    } else if (concatenates_above_boundary(L)) {
        luaL_error(L, "a __concat metamethod runs out of room in a function that cannot be suspended; concatenate before");
    } else {
        lua_sethook(L, lks_hook, LUA_MASKRET, 0);
    }
    return true;
}
