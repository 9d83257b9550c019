internal import Listener

/// `understudy healthcheck`: for containers whose image has no shell.
enum HealthcheckCommand {
    private static let secondsMax = 3

    static func run(_ url: HealthURL) throws(Failure) {
        switch HealthProbe.status(of: url.address, path: url.path, secondsMax: secondsMax) {
        case 200: return
        case nil:
            throw Failure(.failure, "No answer from http://\(url.address)\(url.path); is the server running there?")
        case let status?:
            throw Failure(.failure, "http://\(url.address)\(url.path) answered \(status), expected 200")
        }
    }
}
