// The standard libraries as runbooks see them: what reads files, runs programs, loads machine code or reads clocks
// behind the run's back is not there.

#include "internal.h"

#include <string.h>

static void remove_field(lua_State *L, const char *library, const char *name) {
    lua_getglobal(L, library);
    lua_pushnil(L);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

// load, but for text only: crafted bytecode can corrupt memory.
static int load_text(lua_State *L) {
    // A fourth argument, the environment, counts even when it is nil, so none may be added.
    if (lua_gettop(L) < 3) lua_settop(L, 3);
    lua_pushliteral(L, "t");
    lua_replace(L, 3);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

// setmetatable, but without finalizers: they would run inside host calls, at moments that nobody chose.
static int set_metatable(lua_State *L) {
    if (lua_type(L, 2) == LUA_TTABLE) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL) {
            return luaL_error(L, "finalizers (__gc) are not available in a runbook; use a to-be-closed variable "
                                 "(local x <close> = ...)");
        }
        lua_pop(L, 1);
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

static int count_memory(lua_State *L) {
    const char *what = luaL_optstring(L, 1, "count");
    if (strcmp(what, "count") != 0) {
        return luaL_error(L, "collectgarbage(\"%s\") is not available in a runbook, only \"count\"", what);
    }
    lua_pushnumber(L, (lua_Number)lks_owner(L)->memory_used / 1024.0);
    return 1;
}

static int time_now(lua_State *L) {
    if (!lua_isnoneornil(L, 1)) {
        lua_settop(L, 1);
        lua_pushvalue(L, lua_upvalueindex(1));
        lua_insert(L, 1);
        lua_call(L, 1, 1);
        return 1;
    }
    lks_state *state = lks_owner(L);
    lua_pushinteger(L, (lua_Integer)state->callbacks.wall_time(state->callbacks.context));
    return 1;
}

static int date(lua_State *L) {
    lua_settop(L, 2);
    if (lua_isnil(L, 1)) {
        lua_pushliteral(L, "%c");
        lua_replace(L, 1);
    }
    if (lua_isnil(L, 2)) {
        lks_state *state = lks_owner(L);
        lua_pushinteger(L, (lua_Integer)state->callbacks.wall_time(state->callbacks.context));
        lua_replace(L, 2);
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 2, 1);
    return 1;
}

static int clock_seconds(lua_State *L) {
    lks_state *state = lks_owner(L);
    lua_pushnumber(L, state->callbacks.monotonic_time(state->callbacks.context));
    return 1;
}

// Replaces a function by one that has the original in its upvalue.
static void wrap(lua_State *L, const char *name, lua_CFunction wrapper) {
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, wrapper, 1);
    lua_setfield(L, -2, name);
}

static void open_os(lua_State *L) {
    luaL_requiref(L, LUA_OSLIBNAME, luaopen_os, 0);
    lua_createtable(L, 0, 4);
    lua_getfield(L, -2, "time");
    lua_pushcclosure(L, time_now, 1);
    lua_setfield(L, -2, "time");
    lua_getfield(L, -2, "date");
    lua_pushcclosure(L, date, 1);
    lua_setfield(L, -2, "date");
    lua_getfield(L, -2, "difftime");
    lua_setfield(L, -2, "difftime");
    lua_pushcfunction(L, clock_seconds);
    lua_setfield(L, -2, "clock");
    lua_setglobal(L, LUA_OSLIBNAME);
    lua_pop(L, 1);
}

static void open_debug(lua_State *L) {
    luaL_requiref(L, LUA_DBLIBNAME, luaopen_debug, 0);
    lua_createtable(L, 0, 1);
    lua_getfield(L, -2, "traceback");
    lua_setfield(L, -2, "traceback");
    lua_setglobal(L, LUA_DBLIBNAME);
    lua_pop(L, 1);
}

void lks_open_libraries(lua_State *L, int64_t random_seed) {
    static const luaL_Reg libraries[] = {
        {LUA_GNAME, luaopen_base},          {LUA_TABLIBNAME, luaopen_table}, {LUA_STRLIBNAME, luaopen_string},
        {LUA_MATHLIBNAME, luaopen_math},    {LUA_UTF8LIBNAME, luaopen_utf8}, {LUA_COLIBNAME, luaopen_coroutine},
    };
    for (size_t index = 0; index < sizeof libraries / sizeof *libraries; index++) {
        luaL_requiref(L, libraries[index].name, libraries[index].func, 1);
        lua_pop(L, 1);
    }
    open_os(L);
    open_debug(L);
    remove_field(L, LUA_STRLIBNAME, "dump");
    // Lua seeds its generator from the clock and an address; a run must depend on its own seed alone.
    lua_getglobal(L, LUA_MATHLIBNAME);
    lua_getfield(L, -1, "randomseed");
    lua_pushinteger(L, random_seed);
    lua_call(L, 1, 0);
    lua_pop(L, 1);

    lua_pushglobaltable(L);
    lua_pushnil(L);
    lua_setfield(L, -2, "dofile");
    lua_pushnil(L);
    lua_setfield(L, -2, "loadfile");
    lua_pushcfunction(L, count_memory);
    lua_setfield(L, -2, "collectgarbage");
    wrap(L, "load", load_text);
    wrap(L, "setmetatable", set_metatable);
    lua_pop(L, 1);
}
