// How long scripts may compute.
//
// A count hook costs every instruction, so scripts run without one. A watchdog's thread looks at the stretches that are
// under way; one that has become long gets the hook by a signal, which is the only safe moment to set it from outside.
// Where a run must be the same every time, no time is measured: the hook counts instructions from the beginning.

// sigaction, pthread_kill
#define _GNU_SOURCE

#include "internal.h"

#include <signal.h>
#include <time.h>

enum { instructions_per_look = 1000, instructions_per_count = 10000, looks_of_grace = 1000 };

/// Ignored by who knows nothing of it, and for urgent data that nobody sends.
enum { watch_signal = SIGURG };

static const int64_t tick = 10 * 1000 * 1000;

static int64_t nanoseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

// ---- the watchdog ----

static pthread_mutex_t watch_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t watch_wake = PTHREAD_COND_INITIALIZER;
static lks_state *watched;
static atomic_bool is_asleep;
static struct sigaction earlier_action;

/// The state that computes on this thread.
static _Thread_local lks_state *volatile current;

static void take_signal(int number, siginfo_t *information, void *context) {
    lks_state *state = current;
    if (state != NULL && state->innermost != NULL) lks_arm(state);
    // The signal may have been meant for somebody who came before.
    if ((earlier_action.sa_flags & SA_SIGINFO) != 0 && earlier_action.sa_sigaction != NULL) {
        earlier_action.sa_sigaction(number, information, context);
    } else if (earlier_action.sa_handler != SIG_DFL && earlier_action.sa_handler != SIG_IGN) {
        earlier_action.sa_handler(number);
    }
}

// Signals a state whose stretch is long; the stretch waits with its end until that is done.
static void look_at(lks_state *state, int64_t now) {
    lks_slice *slice = &state->slice;
    atomic_store(&slice->is_signalling, true);
    int64_t began = atomic_load(&slice->began);
    if (began != 0 && now - began >= state->limits.pause_after) pthread_kill(slice->thread, watch_signal);
    atomic_store(&slice->is_signalling, false);
}

static void *watch_all(void *unused) {
    (void)unused;
    // Other signals are for others.
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    pthread_mutex_lock(&watch_lock);
    for (int quiet = 0;;) {
        int64_t now = nanoseconds(CLOCK_MONOTONIC);
        bool is_quiet = true;
        for (lks_state *state = watched; state != NULL; state = state->slice.next) {
            if (atomic_load(&state->slice.began) != 0) is_quiet = false;
            look_at(state, now);
        }
        quiet = is_quiet ? quiet + 1 : 0;
        if (quiet < 100) {
            pthread_mutex_unlock(&watch_lock);
            struct timespec pause = {.tv_nsec = tick};
            nanosleep(&pause, NULL);
            pthread_mutex_lock(&watch_lock);
        } else {
            atomic_store(&is_asleep, true);
            pthread_cond_wait(&watch_wake, &watch_lock);
            atomic_store(&is_asleep, false);
            quiet = 0;
        }
    }
    return NULL;
}

static void start_watching(void) {
    struct sigaction action = {.sa_sigaction = take_signal, .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    sigaction(watch_signal, &action, &earlier_action);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    pthread_create(&thread, &attributes, watch_all, NULL);
    pthread_attr_destroy(&attributes);
}

void lks_watch(lks_state *state) {
    if (state->limits.pause_after == 0) return;
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start_watching);
    pthread_mutex_lock(&watch_lock);
    state->slice.next = watched;
    watched = state;
    pthread_mutex_unlock(&watch_lock);
}

void lks_unwatch(lks_state *state) {
    if (state->limits.pause_after == 0) return;
    pthread_mutex_lock(&watch_lock);
    lks_state **place = &watched;
    while (*place != NULL && *place != state) place = &(*place)->slice.next;
    if (*place == state) *place = state->slice.next;
    pthread_mutex_unlock(&watch_lock);
}

// ---- a stretch of computing ----

// Threads of a pool often block all signals.
static void receive_signals(void) {
    static _Thread_local bool receives;
    if (receives) return;
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, watch_signal);
    receives = pthread_sigmask(SIG_UNBLOCK, &wanted, NULL) == 0;
}

void lks_begin_slice(lks_state *state, lks_usage *usage) {
    lks_slice *slice = &state->slice;
    slice->usage = usage;
    state->released_stack = 0;
    current = state;
    state->is_spent = state->limits.total != 0 && usage->total > state->limits.total;
    if (state->limits.pause_after == 0) return;
    receive_signals();
    slice->thread = pthread_self();
    slice->counted = nanoseconds(CLOCK_MONOTONIC);
    atomic_store(&slice->began, slice->counted);
    if (atomic_load_explicit(&is_asleep, memory_order_relaxed)) {
        pthread_mutex_lock(&watch_lock);
        pthread_cond_signal(&watch_wake);
        pthread_mutex_unlock(&watch_lock);
    }
}

// Adds what has been computed since the last look.
static void count_time(lks_slice *slice) {
    int64_t now = nanoseconds(CLOCK_MONOTONIC);
    slice->usage->stretch += now - slice->counted;
    slice->usage->total += now - slice->counted;
    slice->counted = now;
}

void lks_arm_when_spent(lks_state *state) {
    if (state->is_spent) lks_arm(state);
}

void lks_end_slice(lks_state *state) {
    lks_slice *slice = &state->slice;
    if (state->limits.pause_after != 0) {
        count_time(slice);
        atomic_store(&slice->began, 0);
        while (atomic_load(&slice->is_signalling)) {}
    }
    current = NULL;
    slice->usage = NULL;
}

// ---- the hook ----

// Setting a hook takes as long as the stack is deep, so it is not done in vain.
static void set_hook(lua_State *L, int mask, int count) {
    if (lua_gethookmask(L) == mask && lua_gethookcount(L) == count) return;
    lua_sethook(L, mask == 0 ? NULL : lks_hook, mask, count);
}

void lks_arm(lks_state *state) {
    lua_State *L = state->innermost->thread;
    int mask = lua_gethookmask(L);
    if ((mask & LUA_MASKCOUNT) == 0) set_hook(L, mask | LUA_MASKCOUNT, 1);
}

void lks_rest(lks_state *state, lua_State *L) {
    bool counts = state->limits.pause_after == 0 && state->limits.instructions != 0;
    // A rescue that waits for a return goes on waiting.
    int mask = (lua_gethookmask(L) & LUA_MASKRET) | (counts ? LUA_MASKCOUNT : 0);
    set_hook(L, mask, counts ? instructions_per_count : 0);
}

// Where the script is: `file:line`.
static const char *push_place(lua_State *L) {
    lua_Debug where;
    for (int level = 0; lua_getstack(L, level, &where); level++) {
        lua_getinfo(L, "Sl", &where);
        if (where.currentline > 0) return lua_pushfstring(L, "%s:%d", where.short_src, where.currentline);
    }
    return lua_pushliteral(L, "?");
}

int lks_raise_quietly(lua_State *L) {
    // Of all errors, Lua raises the one for want of memory past the handlers of xpcall.
    lua_pushliteral(L, "not enough memory");
    return lua_error(L);
}

int lks_kill(lua_State *L, const char *message) {
    lks_state *state = lks_owner(L);
    if (!state->is_killing) {
        state->is_killing = true;
        state->grace = looks_of_grace;
        state->obituary.count = state->obituary.byte_count = 0;
        luaL_checkstack(L, LUA_MINSTACK, NULL);
        const char *place = push_place(L);
        lua_pushfstring(L, "%s: %s", place, message);
        size_t length;
        const char *text = lua_tolstring(L, -1, &length);
        lks_append_string(&state->obituary, text, length);
        luaL_traceback(L, L, NULL, 0);
        text = lua_tolstring(L, -1, &length);
        lks_append_string(&state->obituary, text, length);
        lua_pop(L, 3);
    }
    set_hook(L, LUA_MASKCOUNT, instructions_per_look);
    lua_Debug where;
    lua_getstack(L, 0, &where);
    lua_getinfo(L, "S", &where);
    if (state->running != NULL && state->fixed == NULL && lua_isyieldable(L) && *where.what != 'C') {
        state->reason = LKS_YIELD_TO_DIE;
        return lua_yield(L, 0);
    }
    return lks_raise_quietly(L);
}

// Lets others have their turn, where that can be. True when the coroutine has yielded for that.
static bool give_way(lua_State *L, lks_state *state) {
    if (state->running == NULL || state->fixed != NULL || !lua_isyieldable(L)) return false;
    state->reason = LKS_YIELD_TO_PAUSE;
    lua_yield(L, 0);
    return true;
}

// Holds what the coroutine has used against the limits. True when it is to end, and has yielded for that.
static bool look(lua_State *L) {
    lks_state *state = lks_owner(L);
    lks_usage *usage = state->slice.usage;
    const lks_limits *limits = &state->limits;
    bool counts = limits->pause_after == 0;
    int64_t most = counts ? limits->instructions : limits->stretch;
    if (most != 0 && usage->stretch > most) {
        lks_kill(L, "the script has computed for too long without waiting for anything");
        return true;
    }
    if (!counts && limits->total != 0 && usage->total > limits->total) {
        lks_kill(L, "the script has used up its computing time");
        return true;
    }
    if (!counts && limits->warn_after != 0 && !usage->has_warned && usage->stretch > limits->warn_after) {
        usage->has_warned = true;
        luaL_checkstack(L, LUA_MINSTACK, NULL);
        state->callbacks.computing(state->callbacks.context, push_place(L));
        lua_pop(L, 1);
    }
    return false;
}

static void count_instructions(lks_slice *slice, int64_t number) {
    slice->usage->stretch += number;
    slice->usage->total += number;
}

void lks_count_moved(lks_state *state, size_t size) {
    enum { bytes_per_instruction = 64 };
    if (state->limits.pause_after != 0 || state->slice.usage == NULL) return;
    count_instructions(&state->slice, (int64_t)(size / bytes_per_instruction));
}

static void free_memory(lua_State *L, lks_state *state) {
    // A collection now is an ordinary one; those inside an allocation meet a fault of 5.4.4.
    lua_gc(L, LUA_GCCOLLECT);
    if (state->memory_used <= state->memory_limit) {
        state->is_over_limit = false;
        return;
    }
    lua_pushliteral(L, "not enough memory");
    lua_error(L);
}

// Looks at a dying coroutine.
static void spend_grace(lua_State *L, lks_state *state) {
    if (--state->grace >= 0) {
        set_hook(L, lua_gethookmask(L) | LUA_MASKCOUNT, instructions_per_look);
        return;
    }
    // What is closed may declare another variable to be closed, again and again: from here on nothing gets so far.
    set_hook(L, LUA_MASKCOUNT, 1);
    lks_raise_quietly(L);
}

// Adds up what has been computed and looks what is to be done about it. True when the coroutine has yielded for that.
static bool take_stock(lua_State *L, lks_state *state) {
    if (state->is_killing) {
        spend_grace(L, state);
        return false;
    }
    bool counts = state->limits.pause_after == 0;
    int instructions = lua_gethookcount(L);
    // One look, and the script goes on at its full speed until the watchdog's next one.
    lks_rest(state, L);
    if (counts) {
        count_instructions(&state->slice, instructions);
    } else {
        count_time(&state->slice);
    }
    if (state->is_over_limit) free_memory(L, state);
    if (state->must_kill) {
        lks_kill(L, "the script went on computing after it was cancelled");
        return true;
    }
    if (state->must_cancel) {
        state->must_cancel = false;
        lks_fail(L, "cancelled", "the run was cancelled");
    }
    if (look(L)) return true;
    if (counts) return false;
    if (state->slice.counted - atomic_load(&state->slice.began) < state->limits.pause_after) return false;
    return give_way(L, state);
}

void lks_hook(lua_State *L, lua_Debug *where) {
    lks_state *state = lks_owner(L);
    state->released_stack = 0;
    if (where->event != LUA_HOOKCOUNT) {
        lks_rescue_passing(L, where);
        return;
    }
    bool must_rescue = (lua_gethookmask(L) & LUA_MASKRET) != 0;
    if (state->slice.usage != NULL && take_stock(L, state)) return;
    if (must_rescue) lks_rescue(L);
}

void lks_pass_kill(lua_State *L) {
    if (lks_owner(L)->is_killing) lks_raise_quietly(L);
}

void lks_pause(lua_State *L) {
    lks_state *state = lks_owner(L);
    if (state->slice.usage == NULL) return;
    if (state->is_killing) {
        spend_grace(L, state);
        return;
    }
    if (state->limits.pause_after == 0) {
        count_instructions(&state->slice, instructions_per_look);
    } else {
        count_time(&state->slice);
    }
    look(L);
}
