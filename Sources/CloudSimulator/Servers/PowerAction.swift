/// What a client may ask of a server's power.
public enum PowerAction: String, Sendable, Equatable {
    case reboot
    case start = "os-start"
    case stop = "os-stop"
}
