using AgentBay.Typed.Mcp.Tests.Infrastructure;
using Microsoft.Extensions.AI;

namespace AgentBay.Typed.Mcp.Tests;

public sealed class AIFunctionTests
{
    private readonly ScriptedTools _invoker = new();

    private Workshop Tools => Workshop.Create(_invoker);

    [Fact]
    public void A_function_has_the_captured_name_description_and_schema()
    {
        AIFunction add = Tools.AsAIFunctions().Single(static function => function.Name == "add");

        Assert.Equal("Adds two numbers.", add.Description);
        Assert.Equal("First \"number\".", add.JsonSchema.GetProperty("properties").GetProperty("a").GetProperty("description").GetString());
        Assert.Equal("a", Assert.Single(add.JsonSchema.GetProperty("required").EnumerateArray()).GetString());
    }

    [Fact]
    public void All_tools_become_functions_unless_groups_are_named()
    {
        Assert.Equal(Workshop.Tools.Select(static tool => tool.Name), Tools.AsAIFunctions().Select(static function => function.Name));
        Assert.Equal(["add"], Tools.AsAIFunctions(typeof(Workshop.IArithmeticTools)).Select(static function => function.Name));
    }

    [Fact]
    public void A_type_that_is_no_group_of_the_catalog_is_refused() =>
        Assert.Throws<ArgumentException>("groups", () => Tools.AsAIFunctions(typeof(IDisposable)));

    [Fact]
    public void Tools_that_may_destroy_or_do_not_say_ask_for_approval() => Assert.Equal(
        ["delete_all", "refuse", "work"],
        Tools.AsAIFunctions().Where(static function => function is ApprovalRequiredAIFunction).Select(static function => function.Name));

    [Fact]
    public void The_host_may_choose_which_tools_ask_for_approval_and_which_there_are()
    {
        IReadOnlyList<AIFunction> functions = Tools.AsAIFunctions(new AIFunctionOptions
        {
            Where = static tool => tool.Annotations.ReadOnly != true,
            RequireApproval = static tool => tool.Annotations.Destructive == true,
        });

        Assert.Equal(["delete_all", "fail", "refuse", "work"], functions.Select(static function => function.Name));
        Assert.Equal("delete_all", Assert.Single(functions, static function => function is ApprovalRequiredAIFunction).Name);
    }

    [Fact]
    public async Task Arguments_reach_the_tool_as_the_model_gave_them()
    {
        await Function("add").InvokeAsync(new AIFunctionArguments { ["a"] = 2, ["b"] = System.Text.Json.JsonDocument.Parse("3").RootElement });

        Assert.Equal("""add {"a":2,"b":3}""", Assert.Single(_invoker.Calls));
    }

    [Fact]
    public async Task One_piece_of_text_is_one_content()
    {
        _invoker.Saying(new ToolText("hello"));

        Assert.Equal("hello", Assert.IsType<TextContent>(await Function("echo").InvokeAsync()).Text);
    }

    [Fact]
    public async Task Several_pieces_come_as_contents_in_order()
    {
        _invoker.Saying(
            new ToolText("look"), new ToolImage(new byte[] { 1, 2 }, "image/png"), new ToolResourceLink("https://a.test/x", "x", "text/html"));

        IReadOnlyList<AIContent> contents = Assert.IsAssignableFrom<IReadOnlyList<AIContent>>(await Function("show").InvokeAsync());

        Assert.Collection(
            contents,
            content => Assert.Equal("look", Assert.IsType<TextContent>(content).Text),
            content => Assert.Equal([1, 2], Assert.IsType<DataContent>(content).Data.ToArray()),
            content => Assert.Equal("https://a.test/x", Assert.IsType<UriContent>(content).Uri.OriginalString));
    }

    [Fact]
    public async Task A_media_type_that_is_none_does_not_hide_the_data()
    {
        _invoker.Saying(new ToolImage(new byte[] { 1 }, "picture"));

        DataContent content = Assert.IsType<DataContent>(await Function("show").InvokeAsync());
        Assert.Equal("application/octet-stream", content.MediaType);
    }

    [Fact]
    public async Task Structured_content_alone_is_told_as_its_json()
    {
        _invoker.Structured = System.Text.Json.JsonDocument.Parse("""{"sum":5}""").RootElement;

        Assert.Equal("""{"sum":5}""", Assert.IsType<TextContent>(await Function("add").InvokeAsync()).Text);
    }

    [Fact]
    public async Task A_failure_is_told_to_the_model_in_words()
    {
        _invoker.Fails = true;
        _invoker.Saying(new ToolText("no such file"));

        IReadOnlyList<AIContent> contents = Assert.IsAssignableFrom<IReadOnlyList<AIContent>>(await Function("echo").InvokeAsync());

        Assert.Equal("The tool reported an error: no such file", string.Join(' ', contents.Select(static content => content.ToString())));
    }

    [Fact]
    public void A_function_tells_which_tool_it_is() =>
        Assert.Equal("delete_all", Function("delete_all").GetService<ToolDescriptor>()?.Name);

    private AIFunction Function(string name) => Tools.AsAIFunctions().Single(function => function.Name == name);
}
