// require: the host's modules, modules that are scripts, and compiled ones where the host allows them.
//
// The first call of a script module runs its text, which may wait like any other code: it is called with a
// continuation, as Lua's own require does not.

#include "internal.h"

#include "bounded.h"

static const char loaded_key, loading_key, awaited_key;

/// While a module's chunk runs: where the module was found. Lua's own require tells the chunk and its caller, too.
enum { file_slot = 4 };

// Leaves the table with this key on the stack.
static void push_registry_table(lua_State *L, const void *key) { lua_rawgetp(L, LUA_REGISTRYINDEX, key); }

// Notes which task loads a module, or that none does any more.
static void set_loading(lua_State *L, const char *name, lua_State *task) {
    push_registry_table(L, &loading_key);
    if (task == NULL) lua_pushnil(L); else lua_pushlightuserdata(L, task);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

// The __close of what stands for a loading in progress: it is over, however it ended.
static int end_loading(lua_State *L) {
    lks_state *state = lks_owner(L);
    lua_rawgeti(L, 1, 1);
    const char *name = lua_tostring(L, -1);
    set_loading(L, name, NULL);
    state->callbacks.module_done(state->callbacks.context, name);
    return 0;
}

static void begin_loading(lua_State *L, const char *name) {
    lua_createtable(L, 1, 0);
    lua_pushstring(L, name);
    lua_rawseti(L, -2, 1);
    push_registry_table(L, &loading_key);
    lua_setmetatable(L, -2);
    lua_toclose(L, -1);
    set_loading(L, name, lks_owner(L)->running);
}

// The module's chunk has returned its value; the name is at 1.
static int finish_require(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushboolean(L, 1);
    }
    push_registry_table(L, &loaded_key);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, lua_tostring(L, 1));
    lua_pop(L, 1);
    lua_pushvalue(L, file_slot);
    return 2;
}

// Puts the function of a script module in the place of its text, which is at 2, and takes the file's name out of that of
// the chunk, which is behind it.
static void load_script(lua_State *L) {
    size_t length;
    const char *source = lua_tolstring(L, -2, &length);
    // As in the runbook itself, a first line like #!/usr/bin/env counts for nothing.
    lks_skip_header(&source, &length);
    if (lks_load_text(L, source, length, lua_tostring(L, -1)) != LUA_OK) lua_error(L);
    lua_insert(L, 2);
    // The name of a chunk that comes from a file begins with an @.
    lua_pushstring(L, lua_tostring(L, file_slot) + 1);
    lua_replace(L, file_slot);
}

static int load_module(lua_State *L, const char *name) {
    lks_state *state = lks_owner(L);
    lks_clear_outgoing(state);
    state->callbacks.find_module(state->callbacks.context, name);
    int found = lks_push_outgoing(L);
    if (found == 1) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
        return lua_error(L);
    }
    if (found == 2) {
        load_script(L);
    } else if (lks_find_native(L, name)) {
        lua_pushnil(L);
        lua_insert(L, 3);
    } else {
        return lks_raise_unknown(L, LKS_SCOPE_MODULES, "", name);
    }
    begin_loading(L, name);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, file_slot);
    lua_callk(L, 2, 1, 0, finish_require);
    return finish_require(L, LUA_OK, 0);
}

// Notes which module, loaded by another task, the running one waits for; NULL for none.
static void set_awaited(lua_State *L, const char *name) {
    push_registry_table(L, &awaited_key);
    lua_pushstring(L, name);
    lua_rawsetp(L, -2, lks_owner(L)->running);
    lua_pop(L, 1);
}

static lua_State *loader_of(lua_State *L, const char *name) {
    push_registry_table(L, &loading_key);
    lua_getfield(L, -1, name);
    lua_State *loader = lua_touserdata(L, -1);
    lua_pop(L, 2);
    return loader;
}

// Whether a task waits for a module that the running one loads, or for one whose loader does.
static bool waits_for_running(lua_State *L, lua_State *task) {
    while (task != NULL && task != lks_owner(L)->running) {
        push_registry_table(L, &awaited_key);
        const char *name = lua_rawgetp(L, -1, task) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
        // The table keeps the name.
        lua_pop(L, 2);
        task = name == NULL ? NULL : loader_of(L, name);
    }
    return task != NULL;
}

static int require(lua_State *L);

static int require_again(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    // The answer to the wait is nothing, or a cancellation.
    if (lks_owner(L)->answer == LKS_RAISE) return lks_raise_outgoing(L);
    lks_clear_outgoing(lks_owner(L));
    return require(L);
}

static int require(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    lks_state *state = lks_owner(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lks_modules_key);
    if (lua_getfield(L, -1, name) != LUA_TNIL) return 1;
    push_registry_table(L, &loaded_key);
    if (lua_getfield(L, -1, name) != LUA_TNIL) return 1;
    lua_settop(L, 1);
    lua_State *loader = loader_of(L, name);
    set_awaited(L, NULL);
    if (loader == NULL) return load_module(L, name);
    if (waits_for_running(L, loader)) {
        return luaL_error(L, "the module \"%s\" requires itself, directly or through another module", name);
    }
    // Another task is at it, and may wait at its top level.
    if (state->fixed != NULL || !lua_isyieldable(L)) {
        return lks_fail(L, "wait", "require \"%s\" has to wait for another task that loads the module, and cannot do so "
                                   "here; require it at the top of the runbook", name);
    }
    set_awaited(L, name);
    state->callbacks.await_module(state->callbacks.context, name);
    state->reason = LKS_YIELD_TO_HOST;
    return lua_yieldk(L, 0, 0, require_again);
}

void lks_open_modules(lua_State *L) {
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &loaded_key);
    // Its own metatable's, too: a loading in progress is closed by what is in there.
    lua_newtable(L);
    lua_pushcfunction(L, end_loading);
    lua_setfield(L, -2, "__close");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &loading_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &awaited_key);
    lua_pushcfunction(L, require);
    lua_setglobal(L, "require");
}
