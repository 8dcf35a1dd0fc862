/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * touch-inject: puts touches, pointer moves and keys into an Xorg server that runs the inputtest driver,
 * so that a program behind it (cage, and in it the kiosk) sees them as real devices would send them.
 * Reads one command a line from standard input and answers "ok" once the server has taken it:
 *
 *   down ID X Y | move ID X Y | up ID X Y    a finger; X and Y in pixels of the screen
 *   pointer X Y | button NUMBER 0|1          a mouse
 *   key CODE 0|1                             a key, by its X keycode
 *
 * Each device is a socket in DIR (touch.sock, pointer.sock, keyboard.sock). A device takes one connection
 * in the server's whole life: keep this program running for as long as the server.
 */

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <xorg/xf86-input-inputtest-protocol.h>

#define AXIS_MAX 65535.0    /* the driver's axes run from 0 to this, whatever the screen */
#define CONNECT_TRIES 200   /* × CONNECT_WAIT_MS: the server makes its sockets while it starts */
#define CONNECT_WAIT_MS 50
#define XI_TOUCH_BEGIN 18   /* from XI2.h; the protocol carries them as they are */
#define XI_TOUCH_UPDATE 19
#define XI_TOUCH_END 20

typedef enum
{
  DEVICE_TOUCH,
  DEVICE_POINTER,
  DEVICE_KEYBOARD,
  N_DEVICES,
} Device;

typedef struct
{
  const char *directory;
  double width, height; /* pixels */
  int sockets[N_DEVICES]; /* -1: not connected yet */
} Injector;

static const char *const device_names[N_DEVICES] = { "touch", "pointer", "keyboard" };

static bool
write_all (int fd, const void *data, size_t size)
{
  const char *next = data;

  while (size > 0)
    {
      ssize_t n = write (fd, next, size);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return false;
      next += n;
      size -= (size_t) n;
    }
  return true;
}

static bool
read_all (int fd, void *data, size_t size)
{
  char *next = data;

  while (size > 0)
    {
      ssize_t n = read (fd, next, size);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return false;
      next += n;
      size -= (size_t) n;
    }
  return true;
}

static bool
connect_path (int fd, const struct sockaddr_un *address)
{
  const struct timespec pause = { .tv_nsec = CONNECT_WAIT_MS * 1000000L };

  for (int i = 0; i < CONNECT_TRIES; i++)
    {
      if (connect (fd, (const struct sockaddr *) address, sizeof *address) == 0)
        return true;
      nanosleep (&pause, NULL);
    }
  return false;
}

/* The protocol begins with an exchange of versions. */
static bool
greet (int fd)
{
  xf86ITEventClientVersion mine = {
    .header = { .length = sizeof mine, .type = XF86IT_EVENT_CLIENT_VERSION },
    .major = XF86IT_PROTOCOL_VERSION_MAJOR,
    .minor = XF86IT_PROTOCOL_VERSION_MINOR,
  };
  xf86ITResponseServerVersion theirs;

  return write_all (fd, &mine, sizeof mine) && read_all (fd, &theirs, sizeof theirs)
         && theirs.header.type == XF86IT_RESPONSE_SERVER_VERSION;
}

/* The device's socket, connected on first use; -1 with errno when it cannot be reached. */
static int
get_device (Injector *self, Device device)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int length, fd;

  if (self->sockets[device] >= 0)
    return self->sockets[device];

  length = snprintf (address.sun_path, sizeof address.sun_path, "%s/%s.sock", self->directory,
                     device_names[device]);
  if (length < 0 || (size_t) length >= sizeof address.sun_path)
    {
      errno = ENAMETOOLONG;
      return -1;
    }
  fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return -1;
  if (!connect_path (fd, &address) || !greet (fd))
    {
      close (fd);
      return -1;
    }
  self->sockets[device] = fd;
  return fd;
}

/* Sends one event and waits until the server has worked it off. */
static bool
send_event (Injector *self, Device device, const void *event, size_t size)
{
  xf86ITEventWaitForSync wait = {
    .header = { .length = sizeof wait, .type = XF86IT_EVENT_WAIT_FOR_SYNC },
  };
  xf86ITResponseSyncFinished done;
  int fd = get_device (self, device);

  return fd >= 0 && write_all (fd, event, size) && write_all (fd, &wait, sizeof wait)
         && read_all (fd, &done, sizeof done);
}

static void
set_position (const Injector *self, xf86ITValuatorData *valuators, double x, double y)
{
  memset (valuators, 0, sizeof *valuators);
  valuators->mask[0] = 1 << 0 | 1 << 1;
  valuators->valuators[0] = x / self->width * AXIS_MAX;
  valuators->valuators[1] = y / self->height * AXIS_MAX;
}

static bool
send_touch (Injector *self, unsigned type, unsigned id, double x, double y)
{
  xf86ITEventTouch event = {
    .header = { .length = sizeof event, .type = XF86IT_EVENT_TOUCH },
    .touchid = id,
    .touch_type = type,
  };

  set_position (self, &event.valuators, x, y);
  return send_event (self, DEVICE_TOUCH, &event, sizeof event);
}

static bool
send_pointer (Injector *self, double x, double y)
{
  xf86ITEventMotion event = {
    .header = { .length = sizeof event, .type = XF86IT_EVENT_MOTION },
    .is_absolute = 1,
  };

  set_position (self, &event.valuators, x, y);
  return send_event (self, DEVICE_POINTER, &event, sizeof event);
}

static bool
send_button (Injector *self, int button, bool is_press)
{
  xf86ITEventButton event = {
    .header = { .length = sizeof event, .type = XF86IT_EVENT_BUTTON },
    .button = button,
    .is_press = is_press,
  };

  return send_event (self, DEVICE_POINTER, &event, sizeof event);
}

static bool
send_key (Injector *self, int code, bool is_press)
{
  xf86ITEventKey event = {
    .header = { .length = sizeof event, .type = XF86IT_EVENT_KEY },
    .key_code = code,
    .is_press = is_press,
  };

  return send_event (self, DEVICE_KEYBOARD, &event, sizeof event);
}

/* Returns what to answer. */
static const char *
run_command (Injector *self, const char *line)
{
  char word[16];
  double x, y;
  unsigned id;
  int number, is_press;
  bool done;

  if (sscanf (line, "%15s", word) != 1)
    return "error: no command";
  if (sscanf (line, "down %u %lf %lf", &id, &x, &y) == 3)
    done = send_touch (self, XI_TOUCH_BEGIN, id, x, y);
  else if (sscanf (line, "move %u %lf %lf", &id, &x, &y) == 3)
    done = send_touch (self, XI_TOUCH_UPDATE, id, x, y);
  else if (sscanf (line, "up %u %lf %lf", &id, &x, &y) == 3)
    done = send_touch (self, XI_TOUCH_END, id, x, y);
  else if (sscanf (line, "pointer %lf %lf", &x, &y) == 2)
    done = send_pointer (self, x, y);
  else if (sscanf (line, "button %d %d", &number, &is_press) == 2)
    done = send_button (self, number, is_press != 0);
  else if (sscanf (line, "key %d %d", &number, &is_press) == 2)
    done = send_key (self, number, is_press != 0);
  else
    return "error: not a command";
  return done ? "ok" : "error: the X server did not take it";
}

int
main (int argc, char **argv)
{
  Injector self = { .sockets = { -1, -1, -1 } };
  char line[256];

  if (argc != 4 || (self.width = atof (argv[2])) <= 0 || (self.height = atof (argv[3])) <= 0)
    {
      fprintf (stderr, "usage: touch-inject DIR WIDTH HEIGHT <COMMANDS\n");
      return 2;
    }
  self.directory = argv[1];
  setvbuf (stdout, NULL, _IOLBF, 0);
  while (fgets (line, sizeof line, stdin) != NULL)
    puts (run_command (&self, line));
  return 0;
}
