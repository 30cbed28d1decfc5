using AgentBay.Typed.EndToEnd.Infrastructure;

namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>
/// The package, packed once for all tests, in a feed of its own, and an empty cache to restore it into. What it depends on
/// may come from the machine's cache.
/// </summary>
public sealed class PackageFeed : IAsyncLifetime
{
    public const string Version = "0.1.0-endtoend";

    private readonly string _folder = Directory.CreateTempSubdirectory("agentbay-typed-feed-").FullName;

    public string Cache => Path.Combine(_folder, "cache");

    public string Packages => Path.Combine(_folder, "feed");

    public async Task InitializeAsync()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        (int exitCode, string output) = await Commands.RunAsync(
            "dotnet",
            $"pack runtime/AgentBay.Typed -c {configuration} -o \"{Packages}\" -p:PackageVersion={Version} -v q -nologo",
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
        string userCache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Cache}" /></config>
              <fallbackPackageFolders><clear /><add key="machine" value="{userCache}" /></fallbackPackageFolders>
              <packageSources>
                <clear />
                <add key="own" value="{Packages}" />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
              </packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, "Directory.Build.targets"), "<Project />");
    }
}

[CollectionDefinition(nameof(PackageFeed))]
public sealed class PackageFeedTests : ICollectionFixture<PackageFeed>;
