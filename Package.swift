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
    ("Bytes", []),
    ("HTTP", ["Bytes"]),
    ("JSON", ["Bytes"]),
    ("SortedCollections", []),
    ("Listener", ["HTTP", "CLinux"]),
    ("Emulation", ["Bytes", "HTTP", "JSON", "SortedCollections"]),
    ("Cavos", ["Emulation", "HTTP", "JSON"]),
    ("Capgo", ["Bytes", "Emulation", "HTTP", "JSON", "SortedCollections"]),
    ("CapyDB", ["Emulation", "HTTP", "JSON"]),
    ("Persistence", ["CLinux", "JSON"]),
    ("Sandboxes", ["Bytes", "Capgo", "CapyDB", "Cavos", "Emulation", "HTTP", "JSON", "Persistence"]),
    ("OpenAPI", ["Emulation", "HTTP", "JSON", "Sandboxes"]),
    ("ControlPlane", ["Emulation", "HTTP", "JSON", "OpenAPI", "Persistence", "Sandboxes"]),
    ("Understudy", ["ControlPlane", "Emulation", "HTTP", "JSON", "Listener", "Persistence", "Sandboxes"]),
]

/// Each test target mirrors a module; the last three look at the product as a whole.
let suites: [(name: String, imports: [Target.Dependency])] = [
    ("BytesTests", ["Bytes"]),
    ("HTTPTests", ["Bytes", "HTTP"]),
    ("JSONTests", ["JSON"]),
    ("SortedCollectionsTests", ["SortedCollections"]),
    ("ListenerTests", ["HTTP", "Listener"]),
    ("EmulationTests", ["Emulation", "HTTP", "JSON"]),
    ("CapgoTests", ["Capgo"]),
    ("CapyDBTests", ["CapyDB", "Emulation", "HTTP", "JSON", "Sandboxes"]),
    ("CavosTests", ["Cavos", "Emulation", "HTTP"]),
    ("PersistenceTests", ["ControlPlane", "Emulation", "HTTP", "JSON", "Persistence", "Sandboxes"]),
    ("SandboxesTests", ["Capgo", "CapyDB", "Cavos", "Emulation", "HTTP", "JSON", "Sandboxes"]),
    ("OpenAPITests", ["Emulation", "HTTP", "JSON", "OpenAPI", "Sandboxes"]),
    ("UnderstudyTests", ["Emulation", "HTTP", "Sandboxes", "Understudy"]),
    ("ControlPlaneTests", ["ControlPlane", "Emulation", "HTTP", "JSON", "Sandboxes", "Understudy"]),
    (
        "ConformanceTests",
        ["Capgo", "CapyDB", "Cavos", "ControlPlane", "Emulation", "HTTP", "JSON", "Sandboxes", "Understudy"]
    ),
    ("EndToEndTests", ["HTTP", "JSON"]),
    ("TidyTests", []),
]

let package = Package(
    name: "understudy",
    products: [
        .executable(name: "understudy", targets: ["UnderstudyCLI"]),
        .library(name: "Understudy", targets: ["Understudy"]),
    ],
    targets: [.target(name: "CLinux")]
        + rooms.map { room in
            .target(
                name: room.name, dependencies: room.imports, swiftSettings: settings,
                plugins: room.name == "Sandboxes" ? ["EmbedDemoSeed"] : [])
        }
        + [
            .executableTarget(
                name: "UnderstudyCLI",
                dependencies: [
                    "CLinux", "ControlPlane", "Emulation", "HTTP", "JSON", "Listener", "OpenAPI", "Persistence",
                    "Sandboxes", "Understudy",
                ],
                swiftSettings: settings),
            .plugin(name: "EmbedDemoSeed", capability: .buildTool()),
            .target(name: "CSpawn", path: "Tests/CSpawn"),
            .target(
                name: "UnderstudyTesting",
                dependencies: ["CSpawn", "ControlPlane", "Emulation", "HTTP", "JSON", "Sandboxes", "Understudy"],
                path: "Tests/UnderstudyTesting",
                swiftSettings: settings),
        ]
        + suites.map {
            .testTarget(name: $0.name, dependencies: $0.imports + ["UnderstudyTesting"], swiftSettings: settings)
        },
    swiftLanguageModes: [.v6]
)
