// Calls in both directions: the trampoline through which alone Lua raises or yields, and the coroutines.

#include "internal.h"

#include <string.h>

// ---- Lua calls the host ----

static int answered(lua_State *L, lks_answer answer) {
    return answer == LKS_RETURN ? lks_push_outgoing(L) : lks_raise_outgoing(L);
}

static int continue_call(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    return answered(L, lks_owner(L)->answer);
}

// Leaves the name of the function of a frame on L's stack: the one that the caller used, or else the one it has in the
// libraries.
static const char *push_function_name(lua_State *L, lua_State *thread, lua_Debug *frame) {
    if (frame->name != NULL) return lua_pushstring(L, frame->name);
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
        if (!lua_istable(L, -1)) continue;
        for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
            lua_getinfo(thread, "f", frame);
            lua_xmove(thread, L, 1);
            bool is_it = lua_rawequal(L, -1, -2);
            lua_pop(L, 1);
            if (is_it && lua_type(L, -2) == LUA_TSTRING) return lua_tostring(L, -2);
        }
    }
    return lua_pushliteral(L, "?");
}

static int refuse_wait(lua_State *L, const lks_function *function) {
    lks_state *state = lks_owner(L);
    if (state->is_killing) return lks_raise_quietly(L);
    if (state->running == NULL) {
        return lks_fail(L, "cancelled", "%s has to wait, and its task is being ended", function->name);
    }
    // The C function that cannot be suspended is the nearest one up the stack that cannot: above the host function, or
    // above the one that has resumed this coroutine.
    lua_State *fixed = lua_isyieldable(L) ? state->fixed : L;
    luaL_checkstack(L, LUA_MINSTACK, NULL);
    lua_Debug where;
    for (int level = 1; lua_checkstack(fixed, 1) && lua_getstack(fixed, level, &where); level++) {
        lua_getinfo(fixed, "Snf", &where);
        bool waits = lks_passes_waits(lua_tocfunction(fixed, -1));
        lua_pop(fixed, 1);
        bool is_metamethod = strcmp(where.namewhat, "metamethod") == 0;
        if ((*where.what != 'C' && !is_metamethod) || waits) continue;
        const char *how = is_metamethod ? "in the metamethod '%s'" : "in a function called by '%s'";
        const char *place = strcmp(where.namewhat, "for iterator") == 0
            ? "in a function called by the iterator of a loop"
            : lua_pushfstring(L, how, push_function_name(L, fixed, &where));
        return lks_fail(L, "wait", "%s has to wait, and cannot do so %s; wait before, and use the result there",
                        function->name, place);
    }
    return lks_fail(L, "wait", "%s has to wait, and cannot do so while a coroutine is being closed; wait before, and "
                               "use the result there", function->name);
}

static bool can_wait(lua_State *L) {
    lks_state *state = lks_owner(L);
    return state->running != NULL && state->fixed == NULL && !state->is_killing && lua_isyieldable(L);
}

int lks_trampoline(lua_State *L) {
    lks_function *function = lua_touserdata(L, lua_upvalueindex(1));
    lks_state *state = function->state;
    if (function->waits && !can_wait(L)) return refuse_wait(L, function);
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
    if (answer == LKS_WAIT) {
        state->reason = LKS_YIELD_TO_HOST;
        return lua_yieldk(L, 0, 0, continue_call);
    }
    return answered(L, answer);
}

// ---- the host calls Lua ----

/// The last error of each coroutine of the host that has raised one: a table of the value and the traceback, weakly.
static const char raised_key;

static void push_raised(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &raised_key) != LUA_TNIL) return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &raised_key);
}

// Notes where an error was raised. The error stays what it is: to-be-closed variables get it on the way up.
static int note_error(lua_State *L) {
    lua_settop(L, 1);
    push_raised(L);
    lua_pushthread(L);
    lua_createtable(L, 2, 0);
    lua_pushvalue(L, 1);
    lua_rawseti(L, -2, 1);
    luaL_traceback(L, L, NULL, 1);
    lua_rawseti(L, -2, 2);
    lua_rawset(L, 2);
    lua_settop(L, 1);
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

static int keep_error_protected(lua_State *L) {
    lks_state *state = lks_owner(L);
    int reference = lks_refer(L);
    if (lks_append(&state->incoming, (lks_value){.tag = LKS_FUNCTION, .integer = reference})) {
        state->incoming_has_references = true;
    } else {
        lks_release_reference(state, reference);
    }
    return 0;
}

// Adds the traceback of the error at `index`; nothing when it was not noted, as errors for want of memory are not.
static void append_traceback(lua_State *L, int index) {
    size_t length = 0;
    const char *traceback = "";
    push_raised(L);
    lua_pushthread(L);
    if (lua_rawget(L, -2) == LUA_TTABLE) {
        lua_rawgeti(L, -1, 1);
        if (lua_rawequal(L, -1, index) && lua_rawgeti(L, -2, 2) == LUA_TSTRING) {
            traceback = lua_tolstring(L, -1, &length);
        }
    }
    lks_append_string(&lks_owner(L)->incoming, traceback, length);
}

// Leaves the error on top of the stack, its traceback (empty for none) and a reference to the value, where it is no
// text, in the incoming buffer.
static void report_failure(lua_State *L) {
    lks_state *state = lks_owner(L);
    int error = lua_gettop(L);
    lks_clear_incoming(state);
    luaL_checkstack(L, 8, NULL);
    lua_pushcfunction(L, encode_error_protected);
    lua_pushvalue(L, error);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
        lks_clear_incoming(state);
        lks_append_string(&state->incoming, "an error value that cannot be shown", 35);
    }
    append_traceback(L, error);
    // A table or an object can be recognised when it is raised again, so it goes along itself.
    if (lua_type(L, error) != LUA_TTABLE && lua_type(L, error) != LUA_TUSERDATA) return;
    lua_pushcfunction(L, keep_error_protected);
    lua_pushvalue(L, error);
    lua_pcall(L, 1, 0, 0);
}

static int encode_results(lua_State *L) {
    int count = lua_gettop(L);
    for (int index = 1; index <= count; index++) lks_encode(L, index, "the result");
    return 0;
}

static int finish_main(lua_State *L, int status, lua_KContext context) {
    (void)context;
    lks_state *state = lks_owner(L);
    if (state->is_killing) {
        state->outcome = LKS_KILLED;
    } else if (status == LUA_OK || status == LUA_YIELD) {
        lks_clear_incoming(state);
        lua_pushcfunction(L, encode_results);
        lua_replace(L, 1);
        if (lua_pcall(L, lua_gettop(L) - 1, 0, 0) == LUA_OK) {
            state->outcome = LKS_FINISHED;
        } else {
            report_failure(L);
            state->outcome = LKS_FAILED;
        }
    } else {
        report_failure(L);
        state->outcome = LKS_FAILED;
    }
    return 0;
}

// The function at the bottom of every coroutine. It calls the script's function in protected mode, so that the
// traceback is taken where the error is raised and to-be-closed variables are closed by a coroutine that can wait.
static int coroutine_main(lua_State *L) {
    lua_settop(L, 1);
    lua_pushcfunction(L, note_error);
    lua_insert(L, 1);
    int count = lks_push_outgoing(L);
    return finish_main(L, lua_pcallk(L, count, LUA_MULTRET, 1, 0, finish_main), 0);
}

static int start_protected(lua_State *L) {
    int *reference = lua_touserdata(L, 1);
    lua_State *coroutine = lua_newthread(L);
    lks_mark(coroutine, LKS_MARK_HOST);
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

static lks_outcome outcome_of(lks_state *state, lua_State *coroutine, int status) {
    if (state->is_killing) {
        lks_clear_incoming(state);
        lks_buffer obituary = state->obituary;
        state->obituary = state->incoming;
        state->incoming = obituary;
        return LKS_KILLED;
    }
    if (status == LUA_OK) return state->outcome;
    if (status == LUA_YIELD) return state->reason == LKS_YIELD_TO_PAUSE ? LKS_PAUSED : LKS_WAITING;
    // Only what happens outside the protected call of the script's function ends up here.
    lks_report_message(coroutine, "unknown error");
    return LKS_FAILED;
}

lks_outcome lks_resume(lks_state *state, int reference, int how, lks_usage *usage) {
    char here;
    lua_State *coroutine = coroutine_at(state, reference);
    if (how == LKS_RETURN || how == LKS_RAISE) {
        state->answer = (lks_answer)how;
        usage->stretch = 0;
        usage->has_warned = false;
    }
    // A paused coroutine still has its hook, which looks at these.
    state->must_cancel = how == LKS_CANCEL;
    state->must_kill = how == LKS_KILL;
    state->is_killing = false;
    state->stack_base = &here;
    state->running = coroutine;
    state->fixed = NULL;
    lks_link link = {.thread = coroutine, .outer = NULL};
    state->innermost = &link;
    lks_begin_slice(state, usage);
    lks_arm_when_spent(state);
    int status;
    do {
        // The first time its function is on the stack, later nothing is passed that way.
        int arguments = lua_status(coroutine) == LUA_YIELD ? 0 : 1;
        int results = 0;
        state->reason = LKS_YIELD_OF_SCRIPT;
        status = lua_resume(coroutine, state->lua, arguments, &results);
    } while (status == LUA_YIELD && state->reason == LKS_YIELD_TO_RESCUE);
    lks_end_slice(state);
    state->innermost = NULL;
    state->running = NULL;
    return outcome_of(state, coroutine, status);
}

void lks_end(lks_state *state, int reference) {
    lua_State *coroutine = coroutine_at(state, reference);
    lua_Debug frame;
    // One that has returned has nothing left to close. Most have, and closing them takes as long as starting them.
    if (lua_status(coroutine) == LUA_OK && lua_gettop(coroutine) == 0 && !lua_getstack(coroutine, 0, &frame)) {
        state->must_cancel = state->must_kill = state->is_killing = false;
        lks_release_reference(state, reference);
        return;
    }
    char here;
    lks_usage usage = {0};
    state->stack_base = &here;
    state->must_cancel = state->must_kill = false;
    lks_begin_slice(state, &usage);
    // With nothing marked as running, a host function that has to wait is refused while variables are closed.
    lks_close_thread(state, NULL, coroutine);
    lks_end_slice(state);
    state->is_killing = false;
    lks_release_reference(state, reference);
}

static int trace_protected(lua_State *L) {
    lua_State *coroutine = lua_tothread(L, 1);
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    // The innermost coroutine first, as in any traceback.
    lua_State *inside[16];
    int count = 0;
    for (; coroutine != NULL && count < 16; coroutine = lks_waiting_inside(coroutine)) inside[count++] = coroutine;
    while (count-- > 0) {
        luaL_traceback(L, inside[count], NULL, 0);
        luaL_addvalue(&text);
        if (count > 0) luaL_addstring(&text, "\ninside ");
    }
    luaL_pushresult(&text);
    lks_clear_incoming(lks_owner(L));
    lks_encode(L, -1, "the traceback");
    return 0;
}

void lks_trace(lks_state *state, int reference) {
    lua_State *L = state->lua;
    lua_pushcfunction(L, trace_protected);
    lua_rawgeti(L, LUA_REGISTRYINDEX, reference);
    if (lua_pcall(L, 1, 0, 0) == LUA_OK) return;
    lks_report_message(L, "");
    lua_pop(L, 1);
}
