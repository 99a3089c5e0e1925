// el_wset and its kind are not needed: lines cross as UTF-8.
#define _GNU_SOURCE

#include "CLineEditor.h"

#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

enum { control_c = 3, control_z = 26 };

struct cle_editor {
    EditLine *line;
    History *history;
    /// Where the terminal's bytes are UTF-8. Set while a line is read, so that the process's own locale, by which Lua
    /// tells letters, stays what it is.
    locale_t locale;
    /// A byte in it ends the reading of a line.
    int stop[2];
    const char *prompt;
    bool was_interrupted;
    cle_complete complete;
    void *context;
    char *text;
};

static cle_editor *editor_of(EditLine *line) {
    cle_editor *editor = NULL;
    el_get(line, EL_CLIENTDATA, &editor);
    return editor;
}

static char *prompt_of(EditLine *line) { return (char *)editor_of(line)->prompt; }

// Reads one character, unless the editor is stopped before it comes.
static int read_character(EditLine *line, wchar_t *character) {
    cle_editor *editor = editor_of(line);
    mbstate_t shift;
    memset(&shift, 0, sizeof shift);
    for (;;) {
        struct pollfd sources[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = editor->stop[0], .events = POLLIN}};
        int ready = poll(sources, 2, -1);
        if (ready < 0 && errno == EINTR) continue;
        if (ready < 0 || sources[1].revents != 0) return 0;
        char byte;
        ssize_t count = read(STDIN_FILENO, &byte, 1);
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (count <= 0) return 0;
        switch (mbrtowc(character, &byte, 1, &shift)) {
        case (size_t)-2: continue;
        case (size_t)-1:
            // No UTF-8: the next byte may begin something that is.
            memset(&shift, 0, sizeof shift);
            continue;
        default: return 1;
        }
    }
}

static unsigned char interrupt(EditLine *line, int key) {
    (void)key;
    editor_of(line)->was_interrupted = true;
    fputs("^C\n", stderr);
    return CC_NEWLINE;
}

static unsigned char suspend(EditLine *line, int key) {
    (void)key;
    el_set(line, EL_PREP_TERM, 0);
    kill(0, SIGTSTP);
    // Another thread may take the signal, so it need not have stopped the process by now.
    poll(NULL, 0, 50);
    el_set(line, EL_PREP_TERM, 1);
    return CC_REDISPLAY;
}

static unsigned char complete(EditLine *line, int key) {
    (void)key;
    cle_editor *editor = editor_of(line);
    const LineInfo *info = el_line(line);
    char *before = strndup(info->buffer, (size_t)(info->cursor - info->buffer));
    char *answer = before == NULL ? NULL : editor->complete(editor->context, before);
    free(before);
    if (answer == NULL) return CC_REFRESH_BEEP;
    char *shown = strchr(answer, '\n');
    if (shown != NULL) *shown++ = 0;
    if (*answer != 0) el_insertstr(line, answer);
    if (shown != NULL) fprintf(stderr, "\n%s\n", shown);
    free(answer);
    return shown != NULL ? CC_REDISPLAY : CC_REFRESH;
}

static void set_up(cle_editor *editor) {
    EditLine *line = editor->line;
    el_set(line, EL_CLIENTDATA, editor);
    el_set(line, EL_PROMPT, prompt_of);
    el_set(line, EL_EDITOR, "emacs");
    el_set(line, EL_SIGNAL, 0);
    el_set(line, EL_GETCFN, read_character);
    el_set(line, EL_HIST, history, editor->history);
    // As keys they arrive in order with what is typed, which signals would not.
    el_set(line, EL_SETTY, "-d", "-isig", NULL);
    el_set(line, EL_ADDFN, "latchkey-interrupt", "drops the line", interrupt);
    el_set(line, EL_ADDFN, "latchkey-suspend", "suspends the process", suspend);
    el_set(line, EL_ADDFN, "latchkey-complete", "completes a name", complete);
    el_set(line, EL_BIND, "^C", "latchkey-interrupt", NULL);
    el_set(line, EL_BIND, "^Z", "latchkey-suspend", NULL);
    el_set(line, EL_BIND, "\t", "latchkey-complete", NULL);
    el_set(line, EL_BIND, "^R", "em-inc-search-prev", NULL);
    // What terminals send for Home, End, Delete, and Ctrl with an arrow.
    el_set(line, EL_BIND, "\\e[H", "ed-move-to-beg", NULL);
    el_set(line, EL_BIND, "\\e[F", "ed-move-to-end", NULL);
    el_set(line, EL_BIND, "\\e[3~", "ed-delete-next-char", NULL);
    el_set(line, EL_BIND, "\\e[1;5C", "em-next-word", NULL);
    el_set(line, EL_BIND, "\\e[1;5D", "ed-prev-word", NULL);
}

cle_editor *cle_open(int history_size, cle_complete complete, void *context) {
    cle_editor *editor = calloc(1, sizeof *editor);
    if (editor == NULL) return NULL;
    editor->stop[0] = editor->stop[1] = -1;
    editor->complete = complete;
    editor->context = context;
    editor->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = uselocale(editor->locale == (locale_t)0 ? LC_GLOBAL_LOCALE : editor->locale);
    HistEvent event;
    bool is_open = pipe2(editor->stop, O_CLOEXEC) == 0
                   && (editor->history = history_init()) != NULL
                   && history(editor->history, &event, H_SETSIZE, history_size) == 0
                   && (editor->line = el_init("latchkey", stdin, stderr, stderr)) != NULL;
    if (is_open) {
        history(editor->history, &event, H_SETUNIQUE, 1);
        set_up(editor);
    }
    uselocale(before);
    if (is_open) return editor;
    cle_close(editor);
    return NULL;
}

void cle_close(cle_editor *editor) {
    if (editor->line != NULL) el_end(editor->line);
    if (editor->history != NULL) history_end(editor->history);
    if (editor->locale != (locale_t)0) freelocale(editor->locale);
    if (editor->stop[0] >= 0) close(editor->stop[0]);
    if (editor->stop[1] >= 0) close(editor->stop[1]);
    free(editor->text);
    free(editor);
}

void cle_remember(cle_editor *editor, const char *line) {
    HistEvent event;
    history(editor->history, &event, H_ENTER, line);
}

cle_outcome cle_read(cle_editor *editor, const char *prompt, const char **line) {
    locale_t before = uselocale(editor->locale == (locale_t)0 ? LC_GLOBAL_LOCALE : editor->locale);
    editor->prompt = prompt;
    editor->was_interrupted = false;
    // Whatever size the window has by now.
    el_resize(editor->line);
    // libedit would show the prompt first, and what was typed before it listens would be the terminal's.
    el_set(editor->line, EL_PREP_TERM, 1);
    int count = 0;
    const char *text = el_gets(editor->line, &count);
    free(editor->text);
    editor->text = text == NULL || count <= 0 ? NULL : strndup(text, (size_t)count);
    uselocale(before);
    if (editor->text != NULL) editor->text[strcspn(editor->text, "\r\n")] = 0;
    *line = editor->text == NULL ? "" : editor->text;
    if (editor->was_interrupted) return CLE_INTERRUPTED;
    return editor->text == NULL ? CLE_END : CLE_LINE;
}

void cle_stop(cle_editor *editor) {
    char byte = 0;
    while (write(editor->stop[1], &byte, 1) < 0 && errno == EINTR) {}
}
