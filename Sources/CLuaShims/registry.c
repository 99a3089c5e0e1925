// Modules, host object types and the error type: what scripts find by name.

#include "internal.h"

#include "bounded.h"

#include <string.h>

const char lks_types_key, lks_modules_key, lks_error_key;

/// The tables behind the frozen modules.
static const char lks_functions_key;

int lks_raise_unknown(lua_State *L, lks_scope scope, const char *owner, const char *name) {
    lks_state *state = lks_owner(L);
    lks_clear_outgoing(state);
    state->callbacks.explain(state->callbacks.context, scope, owner, name);
    luaL_where(L, 1);
    if (lks_push_outgoing(L) == 0) {
        // No mistake: a field that may be there, and is not.
        lua_pushnil(L);
        return 1;
    }
    lua_concat(L, 2);
    return lua_error(L);
}

// ---- modules ----

static int unknown_in_module(lua_State *L) {
    return lks_raise_unknown(L, LKS_SCOPE_MODULE, lua_tostring(L, lua_upvalueindex(1)), luaL_tolstring(L, 2, NULL));
}

/// In the metatable of what cannot be changed: what it is.
static const char frozen_key;

static const char belongs_to_host[] = "cannot set \"%s\" in %s: it belongs to the host";

static int refuse_assignment(lua_State *L) {
    return luaL_error(L, belongs_to_host, luaL_tolstring(L, 2, NULL), lua_tostring(L, lua_upvalueindex(1)));
}

int lks_rawset(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    if (lua_getmetatable(L, 1)) {
        if (lua_rawgetp(L, -1, &frozen_key) != LUA_TNIL) {
            return luaL_error(L, belongs_to_host, luaL_tolstring(L, 2, NULL), lua_tostring(L, 5));
        }
        lua_settop(L, 3);
    }
    lua_rawset(L, 1);
    return 1;
}

static int pairs_of_frozen(lua_State *L) {
    lua_getglobal(L, "next");
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushnil(L);
    return 3;
}

void lks_freeze(lua_State *L, const char *kind, const char *name) {
    lua_newtable(L);
    lua_createtable(L, 0, 5);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushfstring(L, *name == 0 ? "%s" : "%s \"%s\"", kind, name);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, -3, &frozen_key);
    lua_pushcclosure(L, refuse_assignment, 1);
    lua_setfield(L, -2, "__newindex");
    lua_pushvalue(L, -3);
    lua_pushcclosure(L, pairs_of_frozen, 1);
    lua_setfield(L, -2, "__pairs");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
}

// Leaves the table that the functions of a module are in on the stack. Scripts see it frozen.
static void push_module(lua_State *L, const char *name) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lks_functions_key);
    if (lua_getfield(L, -1, name) == LUA_TNIL) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_createtable(L, 0, 1);
        lua_pushstring(L, name);
        lua_pushcclosure(L, unknown_in_module, 1);
        lua_setfield(L, -2, "__index");
        lua_setmetatable(L, -2);
        lua_pushvalue(L, -1);
        lua_setfield(L, -3, name);
        lua_rawgetp(L, LUA_REGISTRYINDEX, &lks_modules_key);
        lua_pushvalue(L, -2);
        lks_freeze(L, "the module", name);
        lua_setfield(L, -2, name);
        lua_pop(L, 1);
    }
    lua_remove(L, -2);
}

// ---- protected set-up ----

typedef struct addition {
    const char *owner;
    const char *name;
    lks_function *function;
    const char *source;
    size_t length;
    int number;
} addition;

static void push_function(lua_State *L, lks_function *function) {
    lua_pushlightuserdata(L, function);
    lua_pushcclosure(L, lks_trampoline, 1);
}

static bool protect(lks_state *state, lua_CFunction body, addition *what) {
    lua_State *L = state->lua;
    lua_pushcfunction(L, body);
    lua_pushlightuserdata(L, what);
    if (lua_pcall(L, 1, 0, 0) == LUA_OK) return true;
    lks_report_message(L, "");
    lua_pop(L, 1);
    return false;
}

static int add_function(lua_State *L) {
    addition *what = lua_touserdata(L, 1);
    push_module(L, what->owner);
    lua_pushstring(L, what->name);
    push_function(L, what->function);
    lua_rawset(L, -3);
    return 0;
}

bool lks_add_function(lks_state *state, const char *module, const char *name, lks_function *function) {
    addition what = {.owner = module, .name = name, .function = function};
    return protect(state, add_function, &what);
}

static int add_value(lua_State *L) {
    addition *what = lua_touserdata(L, 1);
    push_module(L, what->owner);
    lua_pushstring(L, what->name);
    lks_push_outgoing(L);
    lua_rawset(L, -3);
    return 0;
}

bool lks_add_value(lks_state *state, const char *module, const char *name) {
    addition what = {.owner = module, .name = name};
    return protect(state, add_value, &what);
}

static int make_global(lua_State *L) {
    addition *what = lua_touserdata(L, 1);
    lua_pushglobaltable(L);
    push_module(L, what->name);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lks_modules_key);
    lua_pushstring(L, what->name);
    lua_getfield(L, -2, what->name);
    lua_rawset(L, -5);
    return 0;
}

bool lks_make_global(lks_state *state, const char *module) {
    addition what = {.name = module};
    return protect(state, make_global, &what);
}

// Turns its arguments into text as Lua's print does and hands the line to the host function in the upvalue.
static int print(lua_State *L) {
    int count = lua_gettop(L);
    luaL_Buffer line;
    luaL_buffinit(L, &line);
    for (int index = 1; index <= count; index++) {
        if (index > 1) luaL_addchar(&line, '\t');
        luaL_tolstring(L, index, NULL);
        luaL_addvalue(&line);
    }
    luaL_pushresult(&line);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, -2);
    lua_call(L, 1, 0);
    return 0;
}

// The pieces of a warning make one line for the host function in the upvalue. Control messages (@on) have no effect.
static int warn(lua_State *L) {
    int count = lua_gettop(L);
    luaL_checkstring(L, 1);
    for (int index = 2; index <= count; index++) luaL_checkstring(L, index);
    if (count == 1 && *lua_tostring(L, 1) == '@') return 0;
    lua_concat(L, count);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, -2);
    lua_call(L, 1, 0);
    return 0;
}

static int add_global(lua_State *L) {
    addition *what = lua_touserdata(L, 1);
    lua_pushglobaltable(L);
    lua_pushstring(L, what->name);
    push_function(L, what->function);
    if (strcmp(what->name, "print") == 0) lua_pushcclosure(L, print, 1);
    if (strcmp(what->name, "warn") == 0) lua_pushcclosure(L, warn, 1);
    lua_rawset(L, -3);
    return 0;
}

bool lks_add_global(lks_state *state, const char *name, lks_function *function) {
    addition what = {.name = name, .function = function};
    return protect(state, add_global, &what);
}

static int allow_native(lua_State *L) {
    addition *what = lua_touserdata(L, 1);
    lks_open_native(L, what->source);
    return 0;
}

bool lks_allow_native(lks_state *state, const char *path) {
    addition what = {.source = path};
    return protect(state, allow_native, &what);
}

void lks_skip_header(const char **source, size_t *length) {
    if (*length >= 3 && memcmp(*source, "\xEF\xBB\xBF", 3) == 0) *source += 3, *length -= 3;
    if (*length > 0 && **source == '#') {
        while (*length > 0 && **source != '\n') (*source)++, (*length)--;
    }
}

static int load_protected(lua_State *L) {
    addition *what = lua_touserdata(L, 1);
    lks_skip_header(&what->source, &what->length);
    if (lks_load_text(L, what->source, what->length, what->name) != LUA_OK) return lua_error(L);
    what->number = lks_refer(L);
    return 0;
}

int lks_load(lks_state *state, const char *source, size_t length, const char *chunk_name) {
    addition what = {.name = chunk_name, .source = source, .length = length};
    return protect(state, load_protected, &what) ? what.number : -1;
}

// ---- host objects ----

static int release_box(lua_State *L) {
    lks_box *box = lua_touserdata(L, 1);
    if (box->object != NULL) lks_owner(L)->callbacks.release(box->object);
    box->object = NULL;
    return 0;
}

// upvalues: the methods, the type's name
static int index_box(lua_State *L) {
    if (lua_getiuservalue(L, 1, 1) == LUA_TTABLE) {
        lua_pushvalue(L, 2);
        if (lua_rawget(L, -2) != LUA_TNIL) return 1;
    }
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
    // A declared field may be nil in this very object; the host knows which are declared.
    return lks_raise_unknown(L, LKS_SCOPE_OBJECT, lua_tostring(L, lua_upvalueindex(2)), luaL_tolstring(L, 2, NULL));
}

static int show_box(lua_State *L) {
    if (lua_getiuservalue(L, 1, 2) == LUA_TSTRING) return 1;
    lua_pushvalue(L, lua_upvalueindex(1));
    return 1;
}

static int equal_boxes(lua_State *L) {
    // Userdata of another kind, or one that was released, is nobody's equal.
    lks_box *left = lks_box_at(L, 1), *right = lks_box_at(L, 2);
    lua_pushboolean(L, left != NULL && right != NULL && left->object != NULL && right->object != NULL
                           && lks_owner(L)->callbacks.equal(left->object, right->object));
    return 1;
}

static int add_type(lua_State *L) {
    addition *what = lua_touserdata(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lks_types_key);
    lua_createtable(L, 0, 8);
    lua_pushboolean(L, 1);
    lua_rawsetp(L, -2, &lks_types_key);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, -3, &lks_modules_key);
    lua_pushstring(L, what->name);
    lua_pushcclosure(L, index_box, 2);
    lua_setfield(L, -2, "__index");
    lua_pushfstring(L, "a %s", what->name);
    lua_pushcclosure(L, refuse_assignment, 1);
    lua_setfield(L, -2, "__newindex");
    lua_pushfstring(L, "<%s>", what->name);
    lua_pushcclosure(L, show_box, 1);
    lua_setfield(L, -2, "__tostring");
    lua_pushcfunction(L, release_box);
    lua_setfield(L, -2, "__gc");
    lua_pushcfunction(L, equal_boxes);
    lua_setfield(L, -2, "__eq");
    lua_pushstring(L, what->name);
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawseti(L, -2, what->number);
    return 0;
}

int lks_add_type(lks_state *state, const char *name) {
    addition what = {.name = name, .number = state->type_count + 1};
    if (!protect(state, add_type, &what)) return -1;
    return ++state->type_count;
}

static int add_method(lua_State *L) {
    addition *what = lua_touserdata(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lks_types_key);
    lua_rawgeti(L, -1, what->number);
    lua_rawgetp(L, -1, &lks_modules_key);
    lua_pushstring(L, what->name);
    push_function(L, what->function);
    lua_rawset(L, -3);
    return 0;
}

bool lks_add_method(lks_state *state, int type, const char *name, lks_function *function) {
    addition what = {.name = name, .function = function, .number = type};
    return protect(state, add_method, &what);
}

// ---- errors and globals ----

static int show_error(lua_State *L) {
    lua_pushliteral(L, "text");
    if (lua_rawget(L, 1) == LUA_TSTRING) return 1;
    lua_pushliteral(L, "message");
    if (lua_rawget(L, 1) == LUA_TSTRING) return 1;
    lua_pushliteral(L, "an error");
    return 1;
}

static int unknown_global(lua_State *L) {
    return lks_raise_unknown(L, LKS_SCOPE_GLOBAL, "", luaL_tolstring(L, 2, NULL));
}

void lks_prepare_registry(lua_State *L) {
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lks_types_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lks_modules_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lks_functions_key);
    lua_createtable(L, 0, 3);
    lua_pushcfunction(L, show_error);
    lua_setfield(L, -2, "__tostring");
    lua_pushliteral(L, "error");
    lua_setfield(L, -2, "__name");
    // It is every error's, so no script may change it.
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lks_error_key);

    lua_pushglobaltable(L);
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, unknown_global);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}
