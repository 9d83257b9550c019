/// The exit statuses of the process; those of BSD's sysexits where one fits.
enum ExitStatus: Int32 {
    case success = 0
    case failure = 1
    /// The command line is wrong (EX_USAGE).
    case usage = 64
    /// The seed or the stored state is wrong (EX_DATAERR).
    case data = 65
    /// The port is in use (EX_UNAVAILABLE).
    case unavailable = 69
    /// A file or folder cannot be written or read (EX_CANTCREAT).
    case cannotCreate = 73
}
