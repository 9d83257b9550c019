import Foundation
import PackagePlugin

/// Writes `seed/demo.json` as a string literal into a Swift file, so that the program needs no file to start.
///
/// As a resource it would be a literal of single bytes, which takes minutes to compile.
@main
struct EmbedDemoSeed: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) -> [Command] {
        let seed = context.package.directoryURL.appending(path: "seed/demo.json")
        let source = context.pluginWorkDirectoryURL.appending(path: "DemoSeedText.swift")
        // The empty line keeps the file's last line end, which is not part of such a literal.
        let script = """
            {
                echo '/// The text of `seed/demo.json`.'
                echo 'enum DemoSeedText {'
                echo '    static let text = #\"\"\"'
                cat "$0"
                echo
                echo '\"\"\"#'
                echo '}'
            } > "$1"
            """
        return [
            .buildCommand(
                displayName: "Embedding seed/demo.json", executable: URL(filePath: "/bin/sh"),
                arguments: ["-ec", script, seed.path, source.path], inputFiles: [seed], outputFiles: [source])
        ]
    }
}
