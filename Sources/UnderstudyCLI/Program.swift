internal import Emulation
internal import Glibc
internal import JSON
internal import Persistence

/// The process: reads the command line, runs the command, ends with its status.
@main
struct Program {
    static func main() {
        StandardStream.openMissing()
        StandardStream.outliveReaders()
        let arguments = Array(StartWords.arguments.dropFirst())
        exit(run(arguments, environment: StartWords.environment).rawValue)
    }

    private static func run(_ arguments: [String], environment: [String: String]) -> ExitStatus {
        do throws(Failure) {
            switch try command(arguments, environment) {
            case .help(let command): StandardStream.output.print(Help.text(for: command))
            case .version: StandardStream.output.print("understudy \(Version.text)")
            case .completion(let script): StandardStream.output.print(script.text)
            case .check(let seed, let byteCountMax):
                try CheckCommand.run(seed, byteCountMax: byteCountMax)
            case .openapi(let service, let contract):
                try OpenAPICommand.run(service, contract: contract)
            case .healthcheck(let url, let isStrict):
                if let url {
                    try HealthcheckCommand.run(url, isStrict: isStrict)
                } else {
                    let url = try HealthURL(ofServerIn: environment)
                    try HealthcheckCommand.run(url, isStrict: isStrict)
                }
            case .serve(let options):
                let log = Log(level: options.logLevel, format: options.logFormat)
                UnknownVariables.warn(environment, log)
                try ServeCommand.run(options, log)
            }
            return .success
        } catch {
            report(error, Log.Format(arguments: arguments, environment: environment))
            return error.status
        }
    }

    /// Parses the command line.
    ///
    /// A start that fails here must not leave the URL of an earlier server either.
    private static func command(_ arguments: [String], _ environment: [String: String])
        throws(Failure) -> Command
    {
        do throws(Failure) {
            return try Command(arguments: arguments, environment: environment)
        } catch {
            if CommandName.isServe(arguments),
                let path = OptionTable.value(of: "ready-file", arguments, environment)?.trimmed,
                !path.isEmpty
            {
                File.remove(path)
            }
            throw error
        }
    }

    private static func report(_ failure: Failure, _ format: Log.Format) {
        for sentence in failure.sentences {
            switch format {
            case .text: StandardStream.error.print("understudy: " + sentence.escapingControls)
            case .json:
                let details: JSONObject = ["exit_status": Int(failure.status.rawValue).json]
                StandardStream.error.print(format.line(.error, sentence, details))
            }
        }
    }
}
