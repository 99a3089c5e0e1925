// Functions of Lua's standard libraries that a script could keep busy for hours inside C, where no hook can stop them:
// replaced by ones with the same results and messages that let themselves be stopped.

#ifndef LATCHKEY_LUA_SHIMS_BOUNDED_H
#define LATCHKEY_LUA_SHIMS_BOUNDED_H

#include <lauxlib.h>
#include <lua.h>

/// To be called by loops in C every now and then: raises when the script has used up its time, again and again if need
/// be. It leaves the stack as it is, and may be called with hardly any room left on it.
void lks_pause(lua_State *L);
/// To be called by a function that has caught an error: raises when nothing may be caught, because the script is ended.
void lks_pass_kill(lua_State *L);

/// Replaces find, match, gmatch, gsub, rep, char, format and pack in the string library, which is the table on top of
/// the stack.
void lks_bound_strings(lua_State *L);
/// Replaces concat, insert, move, remove, sort and unpack in the table library, which is the table on top of the stack.
void lks_bound_tables(lua_State *L);
/// Replaces max and min in the math library, which is the table on top of the stack.
void lks_bound_mathematics(lua_State *L);
/// Makes a function of the library on top of the stack refuse calls with a gigabyte of text and more among their
/// arguments. For C functions without upvalues that look at all of their arguments.
void lks_bound_arguments(lua_State *L, const char *name);

/// The function load, but for text only.
int lks_bounded_load(lua_State *L);
/// Compiles text as luaL_loadbufferx does.
int lks_load_text(lua_State *L, const char *text, size_t length, const char *chunk_name);

// patterns.c
/// Replaces find, match, gmatch and gsub in the table on top of the stack.
void lks_bound_patterns(lua_State *L);

#endif
