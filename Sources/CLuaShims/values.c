// Values on their way across: Lua stacks to buffers and back.

// explicit_bzero
#define _DEFAULT_SOURCE

#include "internal.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

// Deeper tables are cyclic, or nobody can read them.
enum { max_depth = 64 };

bool lks_append(lks_buffer *buffer, lks_value value) {
    if (buffer->count == buffer->capacity) {
        size_t capacity = buffer->capacity == 0 ? 16 : buffer->capacity * 2;
        lks_value *items = realloc(buffer->items, capacity * sizeof *items);
        if (items == NULL) return false;
        buffer->items = items;
        buffer->capacity = capacity;
    }
    buffer->items[buffer->count++] = value;
    return true;
}

bool lks_append_string(lks_buffer *buffer, const char *bytes, size_t length) {
    if (buffer->byte_capacity - buffer->byte_count < length) {
        size_t capacity = (buffer->byte_count + length) * 2;
        char *grown = realloc(buffer->bytes, capacity);
        if (grown == NULL) return false;
        buffer->bytes = grown;
        buffer->byte_capacity = capacity;
    }
    if (length > 0) memcpy(buffer->bytes + buffer->byte_count, bytes, length);
    lks_value value = {.tag = LKS_STRING, .length = length, .integer = (int64_t)buffer->byte_count};
    if (!lks_append(buffer, value)) return false;
    buffer->byte_count += length;
    return true;
}

// Passwords pass through these bytes, so they do not outlive their use.
static void wipe(lks_buffer *buffer) {
    if (buffer->byte_count > 0) explicit_bzero(buffer->bytes, buffer->byte_count);
    buffer->count = 0;
    buffer->byte_count = 0;
}

void lks_free_buffer(lks_buffer *buffer) {
    wipe(buffer);
    free(buffer->items);
    free(buffer->bytes);
    memset(buffer, 0, sizeof *buffer);
}

void lks_clear_incoming(lks_state *state) {
    for (size_t index = 0; index < state->incoming.count; index++) {
        lks_value *item = &state->incoming.items[index];
        if (item->tag == LKS_FUNCTION) lks_release_reference(state, (int)item->integer);
    }
    state->incoming_has_references = false;
    wipe(&state->incoming);
}

void lks_clear_outgoing(lks_state *state) {
    for (size_t index = 0; index < state->outgoing.count; index++) {
        lks_value *item = &state->outgoing.items[index];
        if (item->tag == LKS_OBJECT) state->callbacks.release(item->object);
    }
    wipe(&state->outgoing);
}

void lks_report_message(lua_State *L, const char *otherwise) {
    lks_state *state = lks_owner(L);
    lks_clear_incoming(state);
    size_t length = strlen(otherwise);
    const char *message = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : otherwise;
    lks_append_string(&state->incoming, message, length);
}

int lks_refer(lua_State *L) {
    int reference = luaL_ref(L, LUA_REGISTRYINDEX);
    lks_owner(L)->reference_count++;
    return reference;
}

void lks_release_reference(lks_state *state, int reference) {
    // Only existing slots of the registry are written, so nothing is allocated and nothing raised.
    luaL_unref(state->lua, LUA_REGISTRYINDEX, reference);
    state->reference_count--;
}

// ---- Lua to Swift ----

static void raise_no_memory(lua_State *L) { luaL_error(L, "not enough memory"); }

static void add(lua_State *L, lks_value value) {
    if (!lks_append(&lks_owner(L)->incoming, value)) raise_no_memory(L);
}

static void encode_value(lua_State *L, int index, const char *what, int depth);

static void encode_string(lua_State *L, int index) {
    size_t length;
    const char *bytes = lua_tolstring(L, index, &length);
    if (!lks_append_string(&lks_owner(L)->incoming, bytes, length)) raise_no_memory(L);
}

// Counts a table's pairs and tells whether its keys are exactly 1...n, or all strings.
static lks_tag survey(lua_State *L, int index, const char *what, size_t *count) {
    size_t total = 0, strings = 0, positions = 0;
    size_t length = lua_rawlen(L, index);
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1)) {
        total++;
        if (lua_type(L, -2) == LUA_TSTRING) {
            strings++;
        } else if (lua_isinteger(L, -2)) {
            lua_Integer key = lua_tointeger(L, -2);
            if (key >= 1 && (lua_Unsigned)key <= length) positions++;
        }
    }
    *count = total;
    // With a gap the length may be any border, and what lies behind the gap would be lost.
    if (positions == total && length == total) return LKS_LIST;
    if (strings != total) {
        lks_fail(L, "argument", "%s: a table must have either positions 1 to n, without gaps, or named fields", what);
    }
    return LKS_RECORD;
}

static void encode_table(lua_State *L, int index, const char *what, int depth) {
    luaL_checkstack(L, LUA_MINSTACK, "table nested too deeply");
    if (depth == max_depth) lks_fail(L, "argument", "%s: the table is nested too deeply, or contains itself", what);
    size_t count;
    lks_tag tag = survey(L, index, what, &count);
    add(L, (lks_value){.tag = tag, .length = count});
    if (tag == LKS_LIST) {
        for (size_t position = 1; position <= count; position++) {
            lua_rawgeti(L, index, (lua_Integer)position);
            encode_value(L, lua_gettop(L), what, depth + 1);
            lua_pop(L, 1);
        }
        return;
    }
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1)) {
        encode_string(L, lua_gettop(L) - 1);
        encode_value(L, lua_gettop(L), what, depth + 1);
    }
}

lks_box *lks_box_at(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) return NULL;
    bool is_box = lua_rawgetp(L, -1, &lks_types_key) == LUA_TBOOLEAN;
    lua_pop(L, 2);
    return is_box ? lua_touserdata(L, index) : NULL;
}

static void encode_value(lua_State *L, int index, const char *what, int depth) {
    switch (lua_type(L, index)) {
    case LUA_TNIL:
        add(L, (lks_value){.tag = LKS_NIL});
        return;
    case LUA_TBOOLEAN:
        add(L, (lks_value){.tag = LKS_BOOLEAN, .integer = lua_toboolean(L, index)});
        return;
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) {
            add(L, (lks_value){.tag = LKS_INTEGER, .integer = lua_tointeger(L, index)});
        } else {
            add(L, (lks_value){.tag = LKS_NUMBER, .number = lua_tonumber(L, index)});
        }
        return;
    case LUA_TSTRING:
        encode_string(L, index);
        return;
    case LUA_TTABLE:
        encode_table(L, index, what, depth);
        return;
    case LUA_TFUNCTION:
        lua_pushvalue(L, index);
        lks_owner(L)->incoming_has_references = true;
        add(L, (lks_value){.tag = LKS_FUNCTION, .integer = lks_refer(L)});
        return;
    case LUA_TUSERDATA: {
        lks_box *box = lks_box_at(L, index);
        if (box == NULL) break;
        add(L, (lks_value){.tag = LKS_OBJECT, .type = box->type, .object = box->object});
        return;
    }
    default:
        break;
    }
    lks_fail(L, "argument", "%s: a %s cannot be passed to the host", what, luaL_typename(L, index));
}

void lks_encode_arguments(lua_State *L, const char *function_name) {
    lks_buffer *incoming = &lks_owner(L)->incoming;
    int count = lua_gettop(L);
    for (int index = 1; index <= count; index++) {
        // Numbers are what most calls of short functions have; they take the short way.
        if (incoming->count < incoming->capacity && lua_isinteger(L, index)) {
            incoming->items[incoming->count++] =
                (lks_value){.tag = LKS_INTEGER, .integer = lua_tointegerx(L, index, NULL)};
        } else {
            encode_value(L, index, function_name, 0);
        }
    }
}

void lks_encode(lua_State *L, int index, const char *what) {
    luaL_checkstack(L, LUA_MINSTACK, NULL);
    encode_value(L, lua_absindex(L, index), what, 0);
}

// ---- Swift to Lua ----

static size_t push_value(lua_State *L, size_t position);

static size_t push_list(lua_State *L, size_t position, size_t length) {
    lua_createtable(L, length > INT32_MAX ? 0 : (int)length, 0);
    for (size_t element = 1; element <= length; element++) {
        position = push_value(L, position);
        lua_rawseti(L, -2, (lua_Integer)element);
    }
    return position;
}

static size_t push_record(lua_State *L, size_t position, size_t length) {
    lua_createtable(L, 0, length > INT32_MAX ? 0 : (int)length);
    for (size_t pair = 0; pair < length; pair++) {
        position = push_value(L, position);
        position = push_value(L, position);
        lua_rawset(L, -3);
    }
    return position;
}

static int unknown_in_record(lua_State *L) {
    return lks_raise_unknown(L, LKS_SCOPE_RECORD, lua_tostring(L, lua_upvalueindex(1)), luaL_tolstring(L, 2, NULL));
}

static size_t push_strict_record(lua_State *L, size_t position) {
    size_t length = lks_owner(L)->outgoing.items[position].length;
    position = push_value(L, position + 1);
    position = push_record(L, position, length);
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, -3);
    lua_pushcclosure(L, unknown_in_record, 1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
    return position;
}

static size_t push_object(lua_State *L, size_t position) {
    lks_buffer *outgoing = &lks_owner(L)->outgoing;
    lks_box *box = lua_newuserdatauv(L, sizeof *box, 2);
    box->object = NULL;
    box->type = outgoing->items[position].type;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lks_types_key);
    lua_rawgeti(L, -1, box->type);
    lua_setmetatable(L, -3);
    lua_pop(L, 1);
    // From here on the collector releases it.
    box->object = outgoing->items[position].object;
    outgoing->items[position].tag = LKS_TAKEN;
    position = push_value(L, position + 1);
    lua_setiuservalue(L, -2, 2);
    position = push_value(L, position);
    lua_setiuservalue(L, -2, 1);
    return position;
}

// Pushes the value at `position` and returns the position behind it.
static size_t push_value(lua_State *L, size_t position) {
    luaL_checkstack(L, 8, NULL);
    lks_buffer *outgoing = &lks_owner(L)->outgoing;
    lks_value value = outgoing->items[position];
    switch ((lks_tag)value.tag) {
    case LKS_BOOLEAN:
        lua_pushboolean(L, (int)value.integer);
        break;
    case LKS_INTEGER:
        lua_pushinteger(L, value.integer);
        break;
    case LKS_NUMBER:
        lua_pushnumber(L, value.number);
        break;
    case LKS_STRING:
        lua_pushlstring(L, outgoing->bytes + value.integer, value.length);
        break;
    case LKS_LIST:
        return push_list(L, position + 1, value.length);
    case LKS_RECORD:
        return push_record(L, position + 1, value.length);
    case LKS_STRICT_RECORD:
        return push_strict_record(L, position);
    case LKS_ERROR:
        position = push_record(L, position + 1, value.length);
        lua_rawgetp(L, LUA_REGISTRYINDEX, &lks_error_key);
        lua_setmetatable(L, -2);
        return position;
    case LKS_OBJECT:
        return push_object(L, position);
    case LKS_FUNCTION:
        lua_rawgeti(L, LUA_REGISTRYINDEX, value.integer);
        break;
    case LKS_NIL:
    case LKS_TAKEN:
        lua_pushnil(L);
        break;
    }
    return position + 1;
}

int lks_push_outgoing(lua_State *L) {
    lks_state *state = lks_owner(L);
    int base = lua_gettop(L);
    for (size_t position = 0; position < state->outgoing.count;) position = push_value(L, position);
    lks_clear_outgoing(state);
    return lua_gettop(L) - base;
}

// The fields that only this side can fill in; what the host has set itself stays.
static void add_whereabouts(lua_State *L, int table) {
    lua_Debug where;
    // Level 0 is the host function that failed; or the script's own, when it is the hook that raises.
    int first = lua_getstack(L, 0, &where) && lua_getinfo(L, "S", &where) && *where.what != 'C' ? 0 : 1;
    if (lua_getfield(L, table, "traceback") == LUA_TNIL) {
        luaL_traceback(L, L, NULL, first);
        lua_setfield(L, table, "traceback");
    }
    lua_pop(L, 1);
    // The first Lua function on the way up is where the author has to look.
    for (int level = first; lua_getstack(L, level, &where); level++) {
        lua_getinfo(L, "Sl", &where);
        if (where.currentline <= 0) continue;
        if (lua_getfield(L, table, "location") == LUA_TNIL) {
            lua_pushfstring(L, "%s:%d", where.short_src, where.currentline);
            lua_setfield(L, table, "location");
        }
        lua_pop(L, 1);
        return;
    }
}

int lks_fail(lua_State *L, const char *kind, const char *format, ...) {
    // Whoever fails may have used up what it asked for; a traceback alone needs a handful of slots.
    luaL_checkstack(L, LUA_MINSTACK, NULL);
    va_list arguments;
    va_start(arguments, format);
    const char *message = lua_pushvfstring(L, format, arguments);
    va_end(arguments);
    lua_createtable(L, 0, 5);
    lua_pushstring(L, kind);
    lua_setfield(L, -2, "kind");
    lua_pushstring(L, message);
    lua_setfield(L, -2, "message");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "retryable");
    add_whereabouts(L, lua_gettop(L));
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lks_error_key);
    lua_setmetatable(L, -2);
    return lua_error(L);
}

int lks_raise_outgoing(lua_State *L) {
    lks_buffer *outgoing = &lks_owner(L)->outgoing;
    // What a script has raised before is raised as it was.
    bool is_made_here = outgoing->count > 0 && outgoing->items[0].tag != LKS_FUNCTION;
    lua_settop(L, 0);
    lks_push_outgoing(L);
    if (is_made_here && lua_type(L, 1) == LUA_TTABLE) {
        luaL_checkstack(L, 8, NULL);
        add_whereabouts(L, 1);
        lua_rawgetp(L, LUA_REGISTRYINDEX, &lks_error_key);
        lua_setmetatable(L, 1);
    }
    lua_settop(L, 1);
    return lua_error(L);
}
