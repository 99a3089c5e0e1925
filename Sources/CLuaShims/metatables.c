// setmetatable, but without finalizers, which would run inside host calls at moments that nobody chose, and without
// metatables that are weak themselves, with which 5.4.4's collector corrupts memory.
//
// Classes set the same few metatables over and over, so the last ones are remembered as being known.

#include "internal.h"

#include <stdint.h>

enum {
    /// The function of Lua's own.
    original = 1,
    /// Every table that is somebody's metatable, weakly.
    metatables,
    finalizer_name,
    mode_name,
    /// From here on, metatables that were met lately. They are held, so that none can take the place of another.
    first_known,
    known_count = 8,
};

static bool has_raw_field(lua_State *L, int index, int name) {
    lua_pushvalue(L, lua_upvalueindex(name));
    bool result = lua_rawget(L, index) != LUA_TNIL;
    lua_pop(L, 1);
    return result;
}

// Whether the table at `index` is the metatable of some table.
static bool is_metatable(lua_State *L, int index) {
    lua_pushvalue(L, index);
    bool result = lua_rawget(L, lua_upvalueindex(metatables)) != LUA_TNIL;
    lua_pop(L, 1);
    return result;
}

static bool is_weak(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) return false;
    bool result = has_raw_field(L, lua_gettop(L), mode_name);
    lua_pop(L, 1);
    return result;
}

static void check(lua_State *L, bool makes_weak) {
    if (is_weak(L, 2) || (makes_weak && (lua_rawequal(L, 1, 2) || is_metatable(L, 1)))) {
        luaL_error(L, "a metatable must not itself be weak in a runbook; keep weak references in another table");
    }
    lua_pushvalue(L, 2);
    lua_pushboolean(L, 1);
    lua_rawset(L, lua_upvalueindex(metatables));
}

static int set_metatable(lua_State *L) {
    // Not by lua_call, so that messages name this function.
    if (lua_type(L, 1) != LUA_TTABLE || lua_type(L, 2) != LUA_TTABLE) {
        return lua_tocfunction(L, lua_upvalueindex(original))(L);
    }
    if (has_raw_field(L, 2, finalizer_name)) {
        return luaL_error(L, "finalizers (__gc) are not available in a runbook; use a to-be-closed variable "
                             "(local x <close> = ...)");
    }
    bool makes_weak = has_raw_field(L, 2, mode_name);
    const void *metatable = lua_topointer(L, 2);
    int place = lua_upvalueindex(first_known + (int)((uintptr_t)metatable >> 6 & (known_count - 1)));
    if (makes_weak || lua_topointer(L, place) != metatable) {
        check(L, makes_weak);
        lua_pushvalue(L, 2);
        lua_replace(L, place);
    }
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) return luaL_error(L, "cannot change a protected metatable");
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

void lks_open_metatables(lua_State *L) {
    lua_getfield(L, -1, "setmetatable");
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushliteral(L, "__gc");
    lua_pushliteral(L, "__mode");
    for (int index = 0; index < known_count; index++) lua_pushnil(L);
    lua_pushcclosure(L, set_metatable, first_known - 1 + known_count);
    lua_setfield(L, -2, "setmetatable");
}
