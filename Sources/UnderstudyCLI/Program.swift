internal import Glibc
internal import Persistence

/// The process: reads the command line, runs the command, ends with its status.
@main
struct Program {
    static func main() {
        StandardStream.outliveReaders()
        var environment: [String: String] = [:]
        for option in OptionTable.all {
            environment[option.environmentName] = EnvironmentVariable.read(option.environmentName)
        }
        exit(run(Array(CommandLine.arguments.dropFirst()), environment: environment).rawValue)
    }

    private static func run(_ arguments: [String], environment: [String: String]) -> ExitStatus {
        do throws(Failure) {
            switch try Command(arguments: arguments, environment: environment) {
            case .help(let command): StandardStream.output.print(Help.text(for: command))
            case .version: StandardStream.output.print("understudy \(Version.text)")
            case .completion(let script): StandardStream.output.print(script.text)
            case .check(let path): try CheckCommand.run(path)
            case .healthcheck(let url, let isStrict): try HealthcheckCommand.run(url, isStrict: isStrict)
            case .serve(let options): try ServeCommand.run(options)
            }
            return .success
        } catch {
            for sentence in error.sentences { StandardStream.error.print("understudy: " + sentence) }
            return error.status
        }
    }
}
