// The standard libraries as runbooks see them: what reads files, runs programs, loads machine code or reads clocks
// behind the run's back is not there, and what is there cannot be changed.

#include "internal.h"

#include "bounded.h"

#include <string.h>

// ---- load ----

// Leaves the environment of the function that called this one on the stack; the globals when it has none of its own.
static void push_environment_of_caller(lua_State *L) {
    lua_Debug caller;
    if (lua_getstack(L, 1, &caller)) {
        // A local _ENV hides the function's own, and the last one declared hides the others.
        int found = 0;
        for (int index = 1; ; index++) {
            const char *name = lua_getlocal(L, &caller, index);
            if (name == NULL) break;
            if (strcmp(name, "_ENV") == 0) found = index;
            lua_pop(L, 1);
        }
        if (found != 0) {
            lua_getlocal(L, &caller, found);
            return;
        }
        lua_getinfo(L, "f", &caller);
        for (int index = 1; ; index++) {
            const char *name = lua_getupvalue(L, -1, index);
            if (name == NULL) break;
            if (strcmp(name, "_ENV") == 0) {
                lua_remove(L, -2);
                return;
            }
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    lua_pushglobaltable(L);
}

// load, but for text only: crafted bytecode can corrupt memory.
static int load_text(lua_State *L) {
    if (lua_gettop(L) == 0) luaL_checktype(L, 1, LUA_TFUNCTION);
    bool has_environment = lua_gettop(L) >= 4;
    if (!has_environment) {
        lua_settop(L, 3);
        push_environment_of_caller(L);
    }
    return lks_bounded_load(L);
}

// Carries out the function in the upvalue, which the running one has been put in front of. Not by lua_call, so that
// messages name this one.
static int call_original(lua_State *L) { return lua_tocfunction(L, lua_upvalueindex(1))(L); }

// ---- collectgarbage ----

// Collects all garbage, which counts as computing.
static void collect(lua_State *L) {
    enum { bytes_per_pause = 1 << 16 };
    for (size_t used = lks_owner(L)->memory_used / bytes_per_pause + 1; used > 0; used--) lks_pause(L);
    lua_gc(L, LUA_GCCOLLECT);
}

// Counting and collecting work; how the collector is tuned is the host's affair, and asking for it has no effect.
static int collect_garbage(lua_State *L) {
    static const char *const options[] = {
        "collect", "count", "step", "isrunning", "stop", "restart", "incremental", "generational", "setpause",
        "setstepmul", NULL,
    };
    switch (luaL_checkoption(L, 1, "collect", options)) {
    case 0:
        collect(L);
        lua_pushinteger(L, 0);
        break;
    case 1:
        lua_pushnumber(L, (lua_Number)lks_owner(L)->memory_used / 1024.0);
        break;
    case 2:
        collect(L);
        lua_pushboolean(L, 1);
        break;
    case 3:
        lua_pushboolean(L, 1);
        break;
    case 6:
    case 7:
        lua_pushliteral(L, "incremental");
        break;
    case 8:
        lua_pushinteger(L, 200);
        break;
    case 9:
        lua_pushinteger(L, 100);
        break;
    default:
        lua_pushinteger(L, 0);
        break;
    }
    return 1;
}

// ---- os ----

static lua_Integer wall_time(lua_State *L) {
    lks_state *state = lks_owner(L);
    return (lua_Integer)state->callbacks.wall_time(state->callbacks.context);
}

static int time_now(lua_State *L) {
    if (!lua_isnoneornil(L, 1)) return call_original(L);
    lua_pushinteger(L, wall_time(L));
    return 1;
}

static int date(lua_State *L) {
    lua_settop(L, 2);
    if (lua_isnil(L, 1)) {
        lua_pushliteral(L, "%c");
        lua_replace(L, 1);
    }
    if (lua_isnil(L, 2)) {
        lua_pushinteger(L, wall_time(L));
        lua_replace(L, 2);
    }
    return call_original(L);
}

static int clock_seconds(lua_State *L) {
    lks_state *state = lks_owner(L);
    lua_pushnumber(L, state->callbacks.monotonic_time(state->callbacks.context));
    return 1;
}

// ---- opening ----

// Replaces a function of the table on top of the stack by one that has the original in its upvalue.
static void wrap(lua_State *L, const char *name, lua_CFunction wrapper) {
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, wrapper, 1);
    lua_setfield(L, -2, name);
}

static void remove_field(lua_State *L, const char *name) {
    lua_pushnil(L);
    lua_setfield(L, -2, name);
}

void lks_keep_fields(lua_State *L, const char *const *names) {
    for (lua_pushnil(L); lua_next(L, -2) != 0;) {
        lua_pop(L, 1);
        const char *const *name = names;
        while (*name != NULL && strcmp(*name, lua_tostring(L, -1)) != 0) name++;
        if (*name != NULL) continue;
        // Clearing a field is allowed while a table is walked.
        lua_pushvalue(L, -1);
        lua_pushnil(L);
        lua_rawset(L, -4);
    }
}

static int unknown_in_library(lua_State *L) {
    if (lua_type(L, 2) != LUA_TSTRING) return 0;
    return lks_raise_unknown(L, LKS_SCOPE_LIBRARY, lua_tostring(L, lua_upvalueindex(1)), lua_tostring(L, 2));
}

void lks_explain_unknown(lua_State *L, const char *name) {
    lua_createtable(L, 0, 2);
    lua_pushstring(L, name);
    lua_pushcclosure(L, unknown_in_library, 1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}

// Shows the library on top of the stack to scripts, frozen, as a global, and pops it.
static void publish(lua_State *L, const char *name) {
    lks_explain_unknown(L, name);
    lks_freeze(L, "the library", name);
    lua_setglobal(L, name);
}

static void protect_string_metatable(lua_State *L) {
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    // What getmetatable("") gives: a look at it, and nothing to change.
    lua_createtable(L, 0, 1);
    lua_getglobal(L, LUA_STRLIBNAME);
    lua_setfield(L, -2, "__index");
    lks_freeze(L, "the metatable of strings", "");
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}

static void open_base(lua_State *L) {
    lua_pushglobaltable(L);
    remove_field(L, "dofile");
    remove_field(L, "loadfile");
    lua_pushcfunction(L, collect_garbage);
    lua_setfield(L, -2, "collectgarbage");
    lua_pushcfunction(L, load_text);
    lua_setfield(L, -2, "load");
    lks_open_metatables(L);
    lua_pushcfunction(L, lks_rawset);
    lua_setfield(L, -2, "rawset");
    lua_pop(L, 1);
}

static void open_os(lua_State *L) {
    static const char *const kept[] = {"time", "date", "difftime", "clock", NULL};
    lks_keep_fields(L, kept);
    wrap(L, "time", time_now);
    wrap(L, "date", date);
    lua_pushcfunction(L, clock_seconds);
    lua_setfield(L, -2, "clock");
}

static void open_debug(lua_State *L) {
    static const char *const kept[] = {"traceback", NULL};
    lks_keep_fields(L, kept);
}

// Without arguments Lua's own takes the seed from the clock and an address; here it comes from the run's chance. The
// originals, in the second and third upvalue, find the generator in the first, as they do in their own.
static int seed_random(lua_State *L) {
    if (lua_isnone(L, 1)) {
        lua_pushinteger(L, 0);
        lua_tocfunction(L, lua_upvalueindex(3))(L);
        lua_replace(L, 1);
    }
    return lua_tocfunction(L, lua_upvalueindex(2))(L);
}

static void open_math(lua_State *L, int64_t random_seed) {
    // Lua seeds its generator from the clock and an address; a run must depend on its own seed alone.
    lua_getfield(L, -1, "randomseed");
    lua_pushinteger(L, random_seed);
    lua_call(L, 1, 0);
    lua_getfield(L, -1, "randomseed");
    lua_getupvalue(L, -1, 1);
    lua_insert(L, -2);
    lua_getfield(L, -3, "random");
    lua_pushcclosure(L, seed_random, 3);
    lua_setfield(L, -2, "randomseed");
    lks_bound_mathematics(L);
}

void lks_open_libraries(lua_State *L, int64_t random_seed) {
    static const luaL_Reg libraries[] = {
        {LUA_TABLIBNAME, luaopen_table},   {LUA_STRLIBNAME, luaopen_string}, {LUA_MATHLIBNAME, luaopen_math},
        {LUA_UTF8LIBNAME, luaopen_utf8},   {LUA_COLIBNAME, luaopen_coroutine}, {LUA_OSLIBNAME, luaopen_os},
        {LUA_DBLIBNAME, luaopen_debug},
    };
    luaL_requiref(L, LUA_GNAME, luaopen_base, 1);
    lua_pop(L, 1);
    open_base(L);
    for (size_t index = 0; index < sizeof libraries / sizeof *libraries; index++) {
        const char *name = libraries[index].name;
        luaL_requiref(L, name, libraries[index].func, 0);
        if (strcmp(name, LUA_TABLIBNAME) == 0) lks_bound_tables(L);
        if (strcmp(name, LUA_STRLIBNAME) == 0) {
            remove_field(L, "dump");
            lks_bound_strings(L);
        }
        if (strcmp(name, LUA_MATHLIBNAME) == 0) open_math(L, random_seed);
        if (strcmp(name, LUA_UTF8LIBNAME) == 0) lks_bound_arguments(L, "char");
        if (strcmp(name, LUA_COLIBNAME) == 0) lks_open_coroutines(L);
        if (strcmp(name, LUA_OSLIBNAME) == 0) open_os(L);
        if (strcmp(name, LUA_DBLIBNAME) == 0) open_debug(L);
        publish(L, name);
    }
    protect_string_metatable(L);
    lks_open_modules(L);
}
