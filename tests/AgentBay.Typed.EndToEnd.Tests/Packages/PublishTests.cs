using AgentBay.Typed.EndToEnd.Infrastructure;
using AgentBay.Typed.Local;

namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>
/// Programs without what they do not use, and programs without a runtime, in a session of LocalBay's. On .NET 9, the newest whose tools for this can
/// be had everywhere the tests run.
/// </summary>
[Collection(nameof(PackageFeed))]
public sealed class PublishTests(PackageFeed feed)
{
    [LinuxFact]
    public Task A_trimmed_program_runs() => PublishAndRunAsync("-p:PublishTrimmed=true --self-contained");

    [NativeFact]
    public Task A_native_program_runs() => PublishAndRunAsync("-p:PublishAot=true -p:CppCompilerAndLinker=gcc");

    private async Task PublishAndRunAsync(string options)
    {
        using Consumer consumer = new(feed);
        consumer.Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net9.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AgentBay.Typed" Version="{PackageFeed.Version}" />
                <AgentBayImage Include="linux_latest" />
              </ItemGroup>
            </Project>
            """);
        consumer.Write("Program.cs", """
            using AgentBayClient bay = new();
            await using Session<LinuxLatest> session = await bay.CreateSessionAsync<LinuxLatest>();
            ToolResult<LinuxLatest.ShellResult> run = await session.Tools.Shell("echo $((6 * 7)); exit 3");
            Console.WriteLine($"{run.IsError} {run.TryGetValue(out LinuxLatest.ShellResult? value)} {value?.Stdout.Trim()} {value?.ExitCode}");
            """);
        await consumer.DotNetAsync($"publish -r linux-x64 {options} -o out -nologo");

        await using LocalBay bay = await LocalBay.StartAsync();
        Dictionary<string, string> environment = new() { ["AGENTBAY_API_KEY"] = bay.ApiKey, ["AGENTBAY_ENDPOINT"] = bay.Endpoint.ToString() };
        (int exitCode, string output) = await Commands.RunAsync(Path.Combine(consumer.Folder, "out/App"), "", consumer.Folder, environment);
        Assert.True(exitCode == 0, output);
        Assert.Equal("True True 42 3", output.Trim());
    }
}
