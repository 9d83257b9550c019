// swift-tools-version: 6.2
import PackageDescription

/// What every target is compiled with: all warnings are errors, unsafe code is marked, imports say what a file needs.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// The modules of the product and what each may import: the list is the architecture.
let rooms: [(name: String, imports: [Target.Dependency])] = [
    ("HTTP", []),
    ("JSON", []),
    ("SortedCollections", []),
    ("Listener", ["HTTP", "CLinux"]),
    ("Emulation", ["HTTP", "JSON", "SortedCollections"]),
    ("Cavos", ["Emulation", "HTTP", "JSON", "SortedCollections"]),
    ("Capgo", ["Emulation", "HTTP", "JSON", "SortedCollections"]),
    ("CapyDB", ["Emulation", "HTTP", "JSON", "SortedCollections"]),
    ("Persistence", ["Emulation", "JSON"]),
    (
        "Sandboxes",
        ["Capgo", "CapyDB", "Cavos", "Emulation", "HTTP", "JSON", "Persistence", "SortedCollections"]
    ),
    (
        "ControlPlane",
        ["Capgo", "CapyDB", "Cavos", "Emulation", "HTTP", "JSON", "Persistence", "SortedCollections", "Sandboxes"]
    ),
]

/// Each test target mirrors a module; the last three look at the product as a whole.
let suites: [(name: String, imports: [Target.Dependency])] = [
    ("HTTPTests", ["HTTP"]),
    ("JSONTests", ["JSON"]),
    ("SortedCollectionsTests", ["SortedCollections"]),
    ("ListenerTests", ["HTTP", "Listener"]),
    ("EmulationTests", ["Emulation", "HTTP", "JSON"]),
    ("CapgoTests", ["Capgo", "Emulation", "HTTP", "JSON", "SortedCollections", "Sandboxes"]),
    ("CapyDBTests", ["CapyDB", "Emulation", "HTTP", "JSON", "Sandboxes"]),
    ("CavosTests", ["Cavos", "Emulation", "HTTP", "JSON"]),
    ("PersistenceTests", ["ControlPlane", "Emulation", "HTTP", "JSON", "Persistence", "Sandboxes"]),
    ("SandboxesTests", ["Capgo", "CapyDB", "Cavos", "Emulation", "HTTP", "JSON", "Sandboxes"]),
    ("ControlPlaneTests", ["Cavos", "ControlPlane", "Emulation", "HTTP", "JSON", "Sandboxes"]),
    ("ConformanceTests", ["Capgo", "CapyDB", "Cavos", "Emulation", "HTTP", "JSON", "Sandboxes"]),
    ("EndToEndTests", ["HTTP", "JSON"]),
    ("TidyTests", []),
]

let package = Package(
    name: "understudy",
    products: [
        .executable(name: "understudy", targets: ["UnderstudyCLI"]),
        .library(name: "Understudy", targets: ["Sandboxes"]),
    ],
    targets: [.target(name: "CLinux")]
        + rooms.map { .target(name: $0.name, dependencies: $0.imports, swiftSettings: settings) }
        + [
            .executableTarget(
                name: "UnderstudyCLI",
                dependencies: ["ControlPlane", "Emulation", "HTTP", "JSON", "Listener", "Persistence", "Sandboxes"],
                swiftSettings: settings),
            .target(
                name: "UnderstudyTesting",
                dependencies: ["ControlPlane", "Emulation", "HTTP", "JSON", "Listener", "Persistence", "Sandboxes"],
                path: "Tests/UnderstudyTesting",
                swiftSettings: settings),
        ]
        + suites.map {
            .testTarget(name: $0.name, dependencies: $0.imports + ["UnderstudyTesting"], swiftSettings: settings)
        },
    swiftLanguageModes: [.v6]
)
