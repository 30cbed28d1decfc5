using System.Text.Json;

namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>What a user of the package gets.</summary>
[Collection(nameof(PackageFeed))]
public sealed class PackageTests(SolutionFixture solution, PackageFeed feed) : IClassFixture<SolutionFixture>
{
    private const string App = "\"My App\"";
    private const string Lib = "\"My Lib\"";

    [Fact]
    public void A_first_build_has_no_warnings_starts_nothing_and_asks_nobody()
    {
        Assert.Contains("0 Warning(s)", solution.FirstBuild.Output, StringComparison.Ordinal);
        Assert.Equal(2, solution.FirstBuild.Tasks.Count(static task => task == "Csc"));
        Assert.DoesNotContain("Exec", solution.FirstBuild.Tasks);
        Assert.False(solution.WasAsked);
    }

    [Fact]
    public async Task An_application_runs_with_an_image_of_the_package_and_a_library_with_two_captures() =>
        Assert.Equal("3 linux_latest True", (await solution.Consumer.DotNetAsync("run --no-build --project \"My App\"")).Trim());

    [Fact]
    public async Task A_second_build_compiles_nothing_and_starts_nothing()
    {
        BuildLog build = await solution.Consumer.LoggedBuildAsync($"build {App} --no-restore");
        Assert.Equal(2, build.UpToDate.Count(static target => target == "CoreCompile"));
        Assert.DoesNotContain("Csc", build.Tasks);
        Assert.DoesNotContain("Exec", build.Tasks);
        Assert.False(solution.WasAsked);
    }

    [Fact]
    public void An_editor_sees_captures_and_generator_before_a_build_and_nothing_is_started_for_it()
    {
        using JsonDocument said = JsonDocument.Parse(solution.DesignTimeBuild.Output);
        JsonElement items = said.RootElement.GetProperty("Items"u8);
        string[] captures = ["schemas/one.tools.json", "schemas/two.tools.json"];
        Assert.Equal(captures, Identities(items.GetProperty("AdditionalFiles"u8)));
        string[] arguments = [.. Identities(items.GetProperty("CscCommandLineArgs"u8))];
        Assert.All(captures, capture => Assert.Contains("/additionalfile:" + capture, arguments));
        Assert.Contains(arguments, static argument => argument.StartsWith("/analyzer:", StringComparison.Ordinal) && argument.EndsWith("AgentBay.Typed.Generator.dll", StringComparison.Ordinal));
        Assert.DoesNotContain("Exec", solution.DesignTimeBuild.Tasks);
        Assert.False(solution.WasAsked);
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

    [Theory]
    [InlineData("")]
    [InlineData("ExcludeAssets=\"analyzers\"")]
    [InlineData("PrivateAssets=\"analyzers\"")]
    public async Task A_project_that_has_the_package_through_another_one_needs_nothing_else(string assets)
    {
        using Consumer consumer = new(feed);
        consumer.Write("Lib/Lib.csproj", Project($"""<PackageReference Include="AgentBay.Typed" Version="{PackageFeed.Version}" {assets} />"""));
        consumer.Write("App/App.csproj", Project("""<ProjectReference Include="../Lib/Lib.csproj" />"""));
        consumer.Write("App/schemas/one.tools.json", """[{"name":"greet"}]""");
        consumer.Write("App/Class.cs", "public static class Class { public static int Count => One.Tools.Count; }");
        Assert.Contains("0 Warning(s)", await consumer.DotNetAsync("build App -nologo"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("App.vbproj", "")]
    [InlineData("App.csproj", """<Target Name="WithoutAnalyzers" BeforeTargets="CoreCompile"><ItemGroup><Analyzer Remove="@(Analyzer)" /></ItemGroup></Target>""")]
    public async Task A_project_whose_compiler_does_not_get_the_generator_is_told_so(string project, string target)
    {
        using Consumer consumer = new(feed);
        Write(consumer, "", project, target);
        consumer.Write("schemas/one.tools.json", """[{"name":"greet"}]""");
        Assert.Contains(
            $"{project} : warning ABT0503: There are captures, but the compiler does not get AgentBay.Typed's generator: ",
            await consumer.DotNetAsync("build -nologo"),
            StringComparison.Ordinal);
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

    private static void Write(Consumer consumer, string items, string project = "App.csproj", string targets = "") => consumer.Write(
        project, Project($"""<PackageReference Include="AgentBay.Typed" Version="{PackageFeed.Version}" />{items}""", targets));

    private static string Project(string items, string targets = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
          {targets}
        </Project>
        """;

    private static IEnumerable<string> Identities(JsonElement items) => items.EnumerateArray().Select(static item => item.GetProperty("Identity"u8).GetString()!);
}
