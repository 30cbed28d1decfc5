using AgentBay.Typed.EndToEnd.Infrastructure;

namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>
/// All packages, packed once for all tests as they are published, in a feed of their own, and an empty cache to restore
/// them into. What they depend on may come from the machine's cache.
/// </summary>
public sealed class PackageFeed : IAsyncLifetime
{
    /// <summary>Above all versions that a cache may hold or a registry offer, and not a preview, which NuGet passes over.</summary>
    public const string Version = "1000.0.0";

    private readonly string _folder = Directory.CreateTempSubdirectory("agentbay-typed-feed-").FullName;

    public string Packages => Path.Combine(_folder, "feed");

    /// <summary>The folders of this machine that no package may tell of.</summary>
    public IReadOnlyList<string> MachineFolders => [Commands.RepositoryRoot, _folder, MachineCache];

    private static string MachineCache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // In a folder of artifacts of its own, as the version is nobody else's and other builds may be running.
    public async Task InitializeAsync()
    {
        string artifacts = Path.Combine(Commands.RepositoryRoot, "artifacts", "packed-for-tests");
        (int exitCode, string output) = await Commands.RunAsync(
            "dotnet",
            $"pack -c Release -o \"{Packages}\" -p:PackageVersion={Version} -p:ArtifactsPath=\"{artifacts}\" -v q -nologo",
            Commands.RepositoryRoot);
        Assert.True(exitCode == 0, output);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Makes a folder a repository of its own: this feed, this cache, and nothing of what lies above it.</summary>
    public void SetUp(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "cache")}" /></config>
              <fallbackPackageFolders><clear /><add key="machine" value="{MachineCache}" /></fallbackPackageFolders>
              <packageSources>
                <clear />
                <add key="own" value="{Packages}" />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
              </packageSources>
              <packageSourceMapping>
                <clear />
                <packageSource key="own"><package pattern="AgentBay.Typed*" /><package pattern="agentbay-typed" /></packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, "Directory.Build.targets"), "<Project />");
    }
}

[CollectionDefinition(nameof(PackageFeed))]
public sealed class PackageFeedTests : ICollectionFixture<PackageFeed>;
