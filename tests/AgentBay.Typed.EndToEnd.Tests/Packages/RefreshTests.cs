using AgentBay.Typed.Local;

namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>The targets AgentBayRefresh and AgentBayCheck, against LocalBay.</summary>
[Collection(nameof(PackageFeed))]
public sealed class RefreshTests : IAsyncLifetime, IDisposable
{
    private const string Capture = "schemas/bay.tools.json";

    private readonly Consumer _consumer;
    private LocalBay? _bay;

    public RefreshTests(PackageFeed feed)
    {
        _consumer = new Consumer(feed);
        _consumer.Write("App.csproj", Project("<TargetFramework>net10.0</TargetFramework>"));
        _consumer.Write("Program.cs", """Console.WriteLine(Bay.Tools.Any(tool => tool.Name == "write_file"));""");
    }

    public async Task InitializeAsync() => _bay = await LocalBay.StartAsync();

    public async Task DisposeAsync()
    {
        Dispose();
        await _bay!.DisposeAsync();
    }

    public void Dispose() => _consumer.Dispose();

    [Fact]
    public async Task A_refresh_captures_compiles_and_changes_nothing_the_second_time()
    {
        string first = await _consumer.DotNetAsync("build -t:AgentBayRefresh -nologo", Environment());
        Assert.Contains($"{Capture}: captured ", first, StringComparison.Ordinal);
        Assert.Equal("True", (await _consumer.DotNetAsync("run --no-build")).Trim());

        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(_consumer.Folder, Capture));
        BuildLog second = await _consumer.LoggedBuildAsync("build --no-restore -t:AgentBayRefresh", Environment());
        Assert.Contains($"{Capture}: no difference in ", second.Output, StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(_consumer.Folder, Capture)));
        Assert.Contains("CoreCompile", second.UpToDate);
    }

    [Fact]
    public async Task A_project_of_several_frameworks_is_captured_once_and_then_built_for_each()
    {
        _consumer.Write("App.csproj", Project("<TargetFrameworks>net8.0;net10.0</TargetFrameworks>"));
        BuildLog refresh = await _consumer.LoggedBuildAsync("build -t:AgentBayRefresh", Environment());
        Assert.Single(refresh.Tasks, static task => task == "Exec");
        Assert.Equal(2, refresh.Tasks.Count(static task => task == "Csc"));

        // Each of the targets asks, even where the other has.
        BuildLog both = await _consumer.LoggedBuildAsync("build --no-restore -t:AgentBayCheck;AgentBayRefresh", Environment());
        Assert.Equal(2, both.Tasks.Count(static task => task == "Exec"));
        Assert.DoesNotContain("Csc", both.Tasks);
    }

    [Fact]
    public async Task A_check_says_at_which_line_the_service_differs_and_an_unreachable_one_is_told_apart()
    {
        _consumer.Write(Capture, """
            [
              { "name": "vanished" },
              { "name": "write_file", "server": "wuying_filesystem", "inputSchema": { "type": "object", "properties": {} } }
            ]
            """);
        string differs = await _consumer.FailingDotNetAsync("build -t:AgentBayCheck -nologo", Environment());
        Assert.Contains("bay.tools.json(2,13): error ABT0401: Breaking: vanished: the tool is gone", differs, StringComparison.Ordinal);
        Assert.Contains("bay.tools.json(3,13): error ABT0401: Breaking: write_file: the parameter 'path' is new and required", differs, StringComparison.Ordinal);
        Assert.Contains("error ABT0402: Compatible: shell: the tool is new", differs, StringComparison.Ordinal);
        Assert.Contains("error ABT0405: The captures are not what their sources list now, or could not be checked (agentbay-typed ended with 3)", differs, StringComparison.Ordinal);

        string unreachable = await _consumer.FailingDotNetAsync("build --no-restore -t:AgentBayRefresh -nologo", Environment("http://127.0.0.1:1"));
        Assert.Contains("bay.tools.json(1,1): error ABT0403: The tools could not be captured: ", unreachable, StringComparison.Ordinal);
        Assert.Contains("error ABT0405: Not all captures were refreshed (agentbay-typed ended with 4)", unreachable, StringComparison.Ordinal);
        Assert.Contains("vanished", _consumer.Read(Capture), StringComparison.Ordinal);
    }

    private static string Project(string framework) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            {framework}
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="AgentBay.Typed" Version="{PackageFeed.Version}" />
            <AgentBaySchema Include="{Capture}" ImageId="linux_latest" />
          </ItemGroup>
        </Project>
        """;

    private Dictionary<string, string> Environment(string? endpoint = null) => new()
    {
        ["AGENTBAY_API_KEY"] = _bay!.ApiKey,
        ["AGENTBAY_ENDPOINT"] = endpoint ?? _bay.Endpoint.ToString(),
    };
}
