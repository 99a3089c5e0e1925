// Compiled modules, in states that may load them. Lua's own package library finds and opens them; of what it offers
// scripts see what has to do with that, and require stays ours.

#include "internal.h"

/// The functions that look for a compiled module, in the order in which they are asked.
static const char searchers_key;

/// Where Lua keeps the functions that look for compiled modules among its searchers: for the module itself, and for one
/// that is part of the file of a larger one.
enum { first_native_searcher = 3, last_native_searcher = 4 };

const char *lks_native_path(void) { return LUA_CPATH_DEFAULT; }

void lks_open_native(lua_State *L, const char *path) {
    // The variables of the environment are not the run's.
    lua_pushboolean(L, 1);
    lua_setfield(L, LUA_REGISTRYINDEX, "LUA_NOENV");
    lua_getglobal(L, "require");
    luaL_requiref(L, LUA_LOADLIBNAME, luaopen_package, 0);
    lua_insert(L, -2);
    lua_setglobal(L, "require");
    lua_pushstring(L, path);
    lua_setfield(L, -2, "cpath");
    lua_createtable(L, 2, 0);
    lua_getfield(L, -2, "searchers");
    for (int searcher = first_native_searcher; searcher <= last_native_searcher; searcher++) {
        lua_rawgeti(L, -1, searcher);
        lua_rawseti(L, -3, searcher - first_native_searcher + 1);
    }
    lua_pop(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &searchers_key);
    static const char *const kept[] = {"config", "cpath", "loadlib", NULL};
    lks_keep_fields(L, kept);
    lks_explain_unknown(L, LUA_LOADLIBNAME);
    lua_setglobal(L, LUA_LOADLIBNAME);
}

bool lks_find_native(lua_State *L, const char *name) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &searchers_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        return false;
    }
    int searchers = lua_gettop(L);
    for (lua_Integer index = 1; lua_rawgeti(L, searchers, index) == LUA_TFUNCTION; index++) {
        lua_pushstring(L, name);
        lua_call(L, 1, 2);
        if (lua_type(L, -2) == LUA_TFUNCTION) {
            lua_remove(L, searchers);
            return true;
        }
        // It says in which files it has not been found.
        lua_settop(L, searchers);
    }
    lua_settop(L, searchers - 1);
    return false;
}
