// Calls in both directions: the trampoline through which alone Lua raises or yields, and the coroutines.

#include "internal.h"

// ---- Lua calls the host ----

static int answered(lua_State *L, lks_answer answer) {
    return answer == LKS_RETURN ? lks_push_outgoing(L) : lks_raise_outgoing(L);
}

static int continue_call(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    return answered(L, lks_owner(L)->answer);
}

static int refuse_wait(lua_State *L, const lks_function *function) {
    if (lks_owner(L)->running == NULL) {
        return lks_fail(L, "cancelled", "%s has to wait, and its task is being ended", function->name);
    }
    if (lua_isyieldable(L)) {
        return lks_fail(L, "wait", "%s has to wait, and cannot do so inside a coroutine that the script made itself; "
                                   "call it outside, or let fleet.each work on many servers at once", function->name);
    }
    // The C function that cannot be suspended is the nearest one up the stack that is not this one.
    lua_Debug where;
    for (int level = 1; lua_getstack(L, level, &where); level++) {
        lua_getinfo(L, "Sn", &where);
        if (*where.what == 'C') {
            return lks_fail(L, "wait", "%s has to wait, and cannot do so in a function called by '%s'; wait before, and "
                                       "use the result there", function->name, where.name ? where.name : "?");
        }
    }
    return lks_fail(L, "wait", "%s has to wait, and cannot do so here", function->name);
}

int lks_trampoline(lua_State *L) {
    lks_function *function = lua_touserdata(L, lua_upvalueindex(1));
    lks_state *state = function->state;
    if (function->waits && (L != state->running || !lua_isyieldable(L))) return refuse_wait(L, function);
    lks_forget_incoming(state);
    lks_encode_arguments(L, function->name);
    lks_value result;
    lks_answer answer = function->call(function, &result);
    lks_forget_incoming(state);
    // No Swift frame is left on the C stack here, so Lua may jump.
    if (answer == LKS_RETURN_SCALAR) {
        switch ((lks_tag)result.tag) {
        case LKS_BOOLEAN: lua_pushboolean(L, (int)result.integer); break;
        case LKS_INTEGER: lua_pushinteger(L, result.integer); break;
        case LKS_NUMBER: lua_pushnumber(L, result.number); break;
        default: lua_pushnil(L); break;
        }
        return 1;
    }
    if (answer == LKS_WAIT) return lua_yieldk(L, 0, 0, continue_call);
    return answered(L, answer);
}

// ---- the host calls Lua ----

// Stands for an error together with the traceback of where it was raised.
static int keep_traceback(lua_State *L) {
    lua_createtable(L, 2, 0);
    lua_pushvalue(L, 1);
    lua_rawseti(L, -2, 1);
    luaL_traceback(L, L, NULL, 1);
    lua_rawseti(L, -2, 2);
    return 1;
}

// An error value as it can cross: tables and texts as they are, everything else as what tostring gives.
static void encode_error(lua_State *L, int index) {
    int type = lua_type(L, index);
    if (type == LUA_TTABLE || type == LUA_TSTRING) {
        lks_encode(L, index, "the error value");
    } else {
        luaL_tolstring(L, index, NULL);
        lks_encode(L, -1, "the error value");
        lua_pop(L, 1);
    }
}

static int encode_error_protected(lua_State *L) {
    encode_error(L, 1);
    return 0;
}

// Leaves the error value and the traceback in the incoming buffer, whatever they are.
static void report_failure(lua_State *L, int index, bool has_traceback) {
    lks_state *state = lks_owner(L);
    index = lua_absindex(L, index);
    lks_clear_incoming(state);
    luaL_checkstack(L, 8, NULL);
    lua_pushcfunction(L, encode_error_protected);
    if (has_traceback) lua_rawgeti(L, index, 1); else lua_pushvalue(L, index);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
        lks_clear_incoming(state);
        lks_append_string(&state->incoming, "an error value that cannot be shown", 35);
        lua_pop(L, 1);
    }
    if (has_traceback && lua_rawgeti(L, index, 2) == LUA_TSTRING) {
        size_t length;
        const char *traceback = lua_tolstring(L, -1, &length);
        lks_append_string(&state->incoming, traceback, length);
    }
}

static int encode_results(lua_State *L) {
    int count = lua_gettop(L);
    for (int index = 1; index <= count; index++) lks_encode(L, index, "the result");
    return 0;
}

static int finish_main(lua_State *L, int status, lua_KContext context) {
    (void)context;
    lks_state *state = lks_owner(L);
    if (status == LUA_OK || status == LUA_YIELD) {
        lks_clear_incoming(state);
        lua_pushcfunction(L, encode_results);
        lua_replace(L, 1);
        if (lua_pcall(L, lua_gettop(L) - 1, 0, 0) == LUA_OK) {
            state->outcome = LKS_FINISHED;
        } else {
            report_failure(L, -1, false);
            state->outcome = LKS_FAILED;
        }
    } else {
        // Errors for want of memory come without a handler's table.
        report_failure(L, -1, lua_type(L, -1) == LUA_TTABLE);
        state->outcome = LKS_FAILED;
    }
    return 0;
}

// The function at the bottom of every coroutine. It calls the script's function in protected mode, so that the
// traceback is taken where the error is raised and to-be-closed variables are closed by a coroutine that can wait.
static int coroutine_main(lua_State *L) {
    lua_settop(L, 1);
    lua_pushcfunction(L, keep_traceback);
    lua_insert(L, 1);
    int count = lks_push_outgoing(L);
    return finish_main(L, lua_pcallk(L, count, LUA_MULTRET, 1, 0, finish_main), 0);
}

static int start_protected(lua_State *L) {
    int *reference = lua_touserdata(L, 1);
    lua_State *coroutine = lua_newthread(L);
    lua_pushcfunction(coroutine, coroutine_main);
    lua_rawgeti(coroutine, LUA_REGISTRYINDEX, *reference);
    *reference = lks_refer(L);
    return 0;
}

int lks_start(lks_state *state, int function) {
    lua_State *L = state->lua;
    lua_pushcfunction(L, start_protected);
    lua_pushlightuserdata(L, &function);
    if (lua_pcall(L, 1, 0, 0) == LUA_OK) return function;
    lks_report_message(L, "not enough memory");
    lua_pop(L, 1);
    return -1;
}

static lua_State *coroutine_at(lks_state *state, int reference) {
    lua_rawgeti(state->lua, LUA_REGISTRYINDEX, reference);
    lua_State *coroutine = lua_tothread(state->lua, -1);
    lua_pop(state->lua, 1);
    return coroutine;
}

lks_outcome lks_resume(lks_state *state, int reference, lks_answer answer) {
    lua_State *coroutine = coroutine_at(state, reference);
    // The first time its function is on the stack, later nothing is passed that way.
    int arguments = lua_status(coroutine) == LUA_YIELD ? 0 : 1;
    int results = 0;
    state->answer = answer;
    state->running = coroutine;
    int status = lua_resume(coroutine, state->lua, arguments, &results);
    state->running = NULL;
    if (status == LUA_YIELD) return LKS_WAITING;
    if (status == LUA_OK) return state->outcome;
    // Only what happens outside the protected call of the script's function ends up here.
    lks_report_message(coroutine, "unknown error");
    return LKS_FAILED;
}

void lks_end(lks_state *state, int reference) {
    // With nothing marked as running, a host function that has to wait is refused while variables are closed.
    lua_resetthread(coroutine_at(state, reference));
    lks_release_reference(state, reference);
}
