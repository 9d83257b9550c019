package import ControlPlane
internal import Emulation
internal import HTTP
package import Sandboxes

/// Talks to an emulator without a socket, under a clock that stands still until the test moves it.
package final class InProcessClient {
    package static let start = "2026-02-13T12:00:00Z"

    package let emulator: Emulator
    package let controlPlane: ControlPlane
    private let time: Timestamp

    /// - Parameters:
    ///   - seed: the text of a seed.
    ///   - start: where the clock stands.
    ///   - requestGuard: the control plane's rules.
    /// - Throws: `SeedError`, or an error when the start is no time.
    package init(seed: String, start: String = InProcessClient.start, requestGuard: RequestGuard = RequestGuard())
        throws
    {
        guard let time = Timestamp(rfc3339: start) else { throw BadStart(text: start) }
        var identifiers = IdentifierSource(seed: 1)
        let world = try World(seed: Array(seed.utf8), identifiers: &identifiers, now: time)
        emulator = Emulator(
            sandbox: Sandbox(world: world, identifiers: identifiers, clock: SandboxClock(frozenAt: time)))
        controlPlane = ControlPlane(
            emulator: emulator, requestGuard: requestGuard, status: ServerStatus(version: "test", startedAt: time))
        self.time = time
    }

    private struct BadStart: Error {
        let text: String
    }

    /// Sends a request to a service, or to the control plane when it is meant for that.
    package func send(_ wire: Wire) -> Reply {
        do throws(RequestFailure) {
            let request = try wire.request()
            return Reply(
                ControlPlane.owns(request)
                    ? controlPlane.respond(to: request, systemTime: time)
                    : emulator.respond(to: request, systemTime: time))
        } catch {
            return Reply(Emulator.respond(to: error))
        }
    }

    /// Sends a request in its parts.
    package func send(_ line: String, _ fields: [String] = [], body: String = "") -> Reply {
        send(Wire(line, fields, body: body))
    }

    /// Sends a request to the control plane with a JSON body.
    package func control(_ line: String, body: String = "") -> Reply {
        send(Wire(line, body.isEmpty ? [] : ["Content-Type: application/json"], body: body))
    }

    /// Moves the clock on.
    package func advance(seconds: Int) {
        emulator.sandbox.clock.advance(byMilliseconds: Int64(seconds) * 1000)
    }

    /// The world in canonical form: what must not change when a request is refused.
    package var world: String {
        String(decoding: emulator.sandbox.world.canonicalBytes, as: UTF8.self)
    }
}
