// Coroutines of scripts, in which host functions wait too.
//
// A host function suspends the coroutine that calls it. When a script made that coroutine, whoever resumed it must not
// take the wait for a yield of the script's: `resume` and `wrap` see why the coroutine yielded, and pass a wait on to
// their own caller, up to the host. The answer comes down the same way. No value stands for the wait, so scripts can
// neither see nor forge it.

#include "internal.h"

enum { failed = -1, passing = -2 };

/// As much of the C stack as closing may use; every nested close begins to count its C calls anew (a fault of 5.4.4).
enum { most_stack = 192 * 1024 };

// ---- resuming ----

static int resume_once(lua_State *L, lua_State *co, int arguments, int *results) {
    lks_state *state = lks_owner(L);
    lks_link link = {.thread = co, .outer = state->innermost};
    lua_State *fixed = state->fixed;
    if (fixed == NULL && !lua_isyieldable(L)) state->fixed = L;
    state->innermost = &link;
    lks_arm_when_spent(state);
    int status = lua_resume(co, L, arguments, results);
    state->released_stack = 0;
    state->innermost = link.outer;
    state->fixed = fixed;
    return status;
}

// Runs a coroutine until the script gets something: the number of results on the stack, or `failed` with the error
// there. `passing` when the host is waited for.
static int run(lua_State *L, lua_State *co, int arguments) {
    lks_state *state = lks_owner(L);
    for (;;) {
        int results = 0;
        int status = resume_once(L, co, arguments, &results);
        if (status == LUA_YIELD && state->reason == LKS_YIELD_TO_RESCUE) {
            state->reason = LKS_YIELD_OF_SCRIPT;
            arguments = 0;
            continue;
        }
        if (status == LUA_YIELD && state->reason != LKS_YIELD_OF_SCRIPT) {
            lks_mark(co, LKS_MARK_WAITING);
            // Nobody will resume it again, so it is closed here.
            if (state->reason == LKS_YIELD_TO_DIE && lks_close_thread(state, L, co) != LUA_OK) lua_pop(co, 1);
            return passing;
        }
        if (status == LUA_OK || status == LUA_YIELD) {
            if (!lua_checkstack(L, results + 1)) {
                lua_pop(co, results);
                lua_pushliteral(L, "too many results to resume");
                return failed;
            }
            lua_xmove(co, L, results);
            return results;
        }
        lua_xmove(co, L, 1);
        if (state->is_killing) return lks_raise_quietly(L);
        return failed;
    }
}

// Passes the arguments on top of the stack on to a coroutine and runs it.
static int run_with_arguments(lua_State *L, lua_State *co, int arguments) {
    if (lks_is_marked(co, LKS_MARKS)) {
        lua_pushliteral(L, "cannot resume non-suspended coroutine");
        return failed;
    }
    if (!lua_checkstack(co, arguments)) {
        lua_pushliteral(L, "too many arguments to resume");
        return failed;
    }
    lua_xmove(L, co, arguments);
    return run(L, co, arguments);
}

static lua_State *coroutine_argument(lua_State *L) {
    lua_State *co = lua_tothread(L, 1);
    if (co == NULL) luaL_typeerror(L, 1, "thread");
    return co;
}

static int continue_resume(lua_State *L, int status, lua_KContext context);

static int answer_resume(lua_State *L, int results) {
    if (results == passing) return lua_yieldk(L, 0, 0, continue_resume);
    lua_pushboolean(L, results != failed);
    int count = results == failed ? 1 : results;
    lua_insert(L, -(count + 1));
    return count + 1;
}

static int continue_resume(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    lua_State *co = lua_tothread(L, 1);
    lks_unmark(co, LKS_MARK_WAITING);
    return answer_resume(L, run(L, co, 0));
}

static int resume(lua_State *L) {
    lua_State *co = coroutine_argument(L);
    return answer_resume(L, run_with_arguments(L, co, lua_gettop(L) - 1));
}

static int continue_wrap(lua_State *L, int status, lua_KContext context);

static int answer_wrap(lua_State *L, lua_State *co, int results) {
    if (results == passing) return lua_yieldk(L, 0, 0, continue_wrap);
    if (results != failed) return results;
    int status = lua_status(co);
    if (status != LUA_OK && status != LUA_YIELD) {
        // The coroutine has failed: its variables are closed, which may change the error.
        status = lks_close_thread(lks_owner(L), L, co);
        lua_xmove(co, L, 1);
        if (lks_owner(L)->is_killing) return lks_raise_quietly(L);
    }
    if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int continue_wrap(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    lks_unmark(co, LKS_MARK_WAITING);
    return answer_wrap(L, co, run(L, co, 0));
}

static int call_wrapped(lua_State *L) {
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    return answer_wrap(L, co, run_with_arguments(L, co, lua_gettop(L)));
}

static int wrap(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *co = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    lua_pushcclosure(L, call_wrapped, 1);
    return 1;
}

lua_State *lks_waiting_inside(lua_State *L) {
    lua_Debug where;
    if (!lua_checkstack(L, 4) || !lua_getstack(L, 0, &where)) return NULL;
    lua_getinfo(L, "f", &where);
    lua_CFunction function = lua_tocfunction(L, -1);
    const char *found = NULL;
    if (function == call_wrapped) found = lua_getupvalue(L, -1, 1);
    if (function == resume) found = lua_getlocal(L, &where, 1);
    lua_State *inside = found == NULL ? NULL : lua_tothread(L, -1);
    lua_pop(L, found == NULL ? 1 : 2);
    return inside;
}

// ---- what scripts can ask ----

static int yield(lua_State *L) {
    // The host's own coroutines are what a script takes for the main program.
    if (lks_is_marked(L, LKS_MARK_HOST)) return luaL_error(L, "attempt to yield from outside a coroutine");
    return lua_yield(L, lua_gettop(L));
}

static int running(lua_State *L) {
    lua_pushthread(L);
    lua_pushboolean(L, lks_is_marked(L, LKS_MARK_HOST));
    return 2;
}

static int is_yieldable(lua_State *L) {
    lua_State *co = lua_isthread(L, 1) ? lua_tothread(L, 1) : L;
    lua_pushboolean(L, !lks_is_marked(co, LKS_MARK_HOST) && lua_isyieldable(co));
    return 1;
}

static const char *status_of(lua_State *L, lua_State *co) {
    if (L == co) return "running";
    if (lks_is_marked(co, LKS_MARKS)) return "normal";
    switch (lua_status(co)) {
    case LUA_YIELD:
        return "suspended";
    case LUA_OK: {
        lua_Debug where;
        if (lua_getstack(co, 0, &where)) return "normal";
        return lua_gettop(co) == 0 ? "dead" : "suspended";
    }
    default:
        return "dead";
    }
}

static int status(lua_State *L) {
    lua_pushstring(L, status_of(L, coroutine_argument(L)));
    return 1;
}

// ---- closing ----

int lks_close_thread(lks_state *state, lua_State *L, lua_State *thread) {
    char here;
    ptrdiff_t used = state->stack_base - &here;
    if (L != NULL && (used > most_stack || used < -most_stack)) return luaL_error(L, "C stack overflow");
    lks_link link = {.thread = thread, .outer = state->innermost};
    lua_State *fixed = state->fixed;
    state->fixed = thread;
    state->innermost = &link;
    int status = lua_resetthread(thread);
    state->released_stack = 0;
    state->innermost = link.outer;
    state->fixed = fixed;
    return status;
}

static int close(lua_State *L) {
    lua_State *co = coroutine_argument(L);
    const char *status = status_of(L, co);
    if (*status != 's' && *status != 'd') return luaL_error(L, "cannot close a %s coroutine", status);
    if (lks_close_thread(lks_owner(L), L, co) == LUA_OK) {
        lua_pushboolean(L, 1);
        return 1;
    }
    lua_xmove(co, L, 1);
    if (lks_owner(L)->is_killing) return lks_raise_quietly(L);
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

// ---- protected calls, which may not swallow the end of a coroutine ----

static int finish_pcall(lua_State *L, int status, lua_KContext extra) {
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)extra;
    if (lks_owner(L)->is_killing) return lks_raise_quietly(L);
    lua_pushboolean(L, 0);
    lua_pushvalue(L, -2);
    return 2;
}

static int protected_call(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    return finish_pcall(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_pcall), 0);
}

static int protected_call_with_handler(lua_State *L) {
    int count = lua_gettop(L);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushboolean(L, 1);
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);
    return finish_pcall(L, lua_pcallk(L, count - 2, LUA_MULTRET, 2, 2, finish_pcall), 2);
}

bool lks_passes_waits(lua_CFunction function) {
    return function == protected_call || function == protected_call_with_handler || function == resume
        || function == call_wrapped;
}

void lks_open_coroutines(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"resume", resume}, {"wrap", wrap},   {"yield", yield}, {"running", running}, {"isyieldable", is_yieldable},
        {"status", status}, {"close", close}, {NULL, NULL},
    };
    luaL_setfuncs(L, functions, 0);
    static const luaL_Reg globals[] = {
        {"pcall", protected_call}, {"xpcall", protected_call_with_handler}, {NULL, NULL},
    };
    lua_pushglobaltable(L);
    luaL_setfuncs(L, globals, 0);
    lua_pop(L, 1);
}
