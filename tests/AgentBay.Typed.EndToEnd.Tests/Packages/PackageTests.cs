namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>What a user of the package gets.</summary>
[Collection(nameof(PackageFeed))]
public sealed class PackageTests(SolutionFixture solution, PackageFeed feed) : IClassFixture<SolutionFixture>
{
    private const string App = "\"My App\"";
    private const string Lib = "\"My Lib\"";

    [Fact]
    public void A_first_build_has_no_warnings() => Assert.Contains("0 Warning(s)", solution.FirstBuild, StringComparison.Ordinal);

    [Fact]
    public async Task An_application_runs_with_an_image_of_the_package_and_a_library_with_two_captures() =>
        Assert.Equal("3 linux_latest True", (await solution.Consumer.DotNetAsync("run --no-build --project \"My App\"")).Trim());

    [Fact]
    public async Task A_second_build_compiles_nothing_and_starts_nothing()
    {
        string output = await solution.Consumer.DotNetAsync($"build {App} --no-restore -v:d -nologo");
        Assert.Equal(2, Count(output, "Skipping target \"CoreCompile\" because all output files are up-to-date"));
        Assert.DoesNotContain("Task \"Csc\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Task \"Exec\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ordinary_build_asks_no_source()
    {
        await solution.Consumer.DotNetAsync($"build {Lib} --no-incremental -nologo");
        Assert.False(solution.Consumer.Exists("My Lib/started"));
        Assert.False(solution.WasConnected);
    }

    [Fact]
    public async Task An_IDE_sees_captures_and_generator_without_a_build()
    {
        string output = await solution.Consumer.DotNetAsync(
            $"msbuild {Lib} -t:ResolveAssemblyReferences;ResolvePackageAssets;CoreCompile -p:TargetFramework=net10.0 -p:DesignTimeBuild=true -p:SkipCompilerExecution=true -p:ProvideCommandLineArgs=true -p:NonExistentFile=none -getItem:CscCommandLineArgs");
        Assert.Contains("/additionalfile:", output, StringComparison.Ordinal);
        Assert.Contains("one.tools.json", output, StringComparison.Ordinal);
        Assert.Contains("AgentBay.Typed.Generator.dll", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_compiler_is_an_error_that_says_so() => Assert.Contains(
        "error ABT0501: AgentBay.Typed needs the C# compiler 4.8 or newer",
        await solution.Consumer.FailingDotNetAsync($"build {Lib} --no-restore -f net8.0 -p:CompilerApiVersion=roslyn4.7 -nologo"),
        StringComparison.Ordinal);

    [Fact]
    public async Task An_image_that_the_package_does_not_have_is_an_error_that_names_those_it_has()
    {
        using Consumer consumer = new(feed);
        Write(consumer, """<AgentBayImage Include="linux_lates" />""");
        string output = await consumer.FailingDotNetAsync("build -nologo");
        Assert.Contains("error ABT0502", output, StringComparison.Ordinal);
        Assert.Contains("'linux_lates'; it has browser_latest, code_latest, linux_latest,", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clean_removes_what_was_built_and_no_capture()
    {
        using Consumer consumer = new(feed);
        Write(consumer, """<AgentBayImage Include="code_latest" />""");
        consumer.Write("schemas/one.tools.json", """[{"name":"greet"}]""");
        consumer.Write("Class.cs", "public static class Class { public static int Count => One.Tools.Count + CodeLatest.Tools.Count; }");
        await consumer.DotNetAsync("build -nologo");
        Assert.True(consumer.Exists("bin/Debug/net10.0/App.dll"));
        await consumer.DotNetAsync("clean -nologo");
        Assert.False(consumer.Exists("bin/Debug/net10.0/App.dll"));
        Assert.True(consumer.Exists("schemas/one.tools.json"));
    }

    private static void Write(Consumer consumer, string items) => consumer.Write("App.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="AgentBay.Typed" Version="{PackageFeed.Version}" />
            {items}
          </ItemGroup>
        </Project>
        """);

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
