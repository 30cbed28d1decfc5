namespace AgentBay.Typed.Generator.Emission;

/// <summary>The names of what generated code uses. Always whole, so that no name of the user's comes in between.</summary>
internal static class Runtime
{
    public const string ToolDescriptor = "global::AgentBay.Typed.ToolDescriptor";
    public const string ToolAnnotations = "global::AgentBay.Typed.ToolAnnotations";
    public const string ToolResult = "global::AgentBay.Typed.ToolResult";
    public const string IToolInvoker = "global::AgentBay.Typed.IToolInvoker";
    public const string IToolCatalog = "global::AgentBay.Typed.IToolCatalog";
    public const string ISandboxImage = "global::AgentBay.Typed.ISandboxImage";
    public const string ToolCall = "global::AgentBay.Typed.CompilerServices.ToolCall";
    public const string ToolCaller = "global::AgentBay.Typed.CompilerServices.ToolCaller";
    public const string Tool = "global::AgentBay.Typed.CompilerServices.Tool";
    public const string ToolOutput = "global::AgentBay.Typed.CompilerServices.ToolOutput";
    public const string TextShape = "global::AgentBay.Typed.CompilerServices.TextShape";
    public const string WireReader = "global::AgentBay.Typed.CompilerServices.WireReader";
    public const string WireShape = "global::AgentBay.Typed.CompilerServices.WireShape";
    public const string WireKinds = "global::AgentBay.Typed.CompilerServices.WireKinds";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string Task = "global::System.Threading.Tasks.Task";
    public const string List = "global::System.Collections.Generic.IReadOnlyList";
    public const string Map = "global::System.Collections.Generic.IReadOnlyDictionary";
    public const string JsonElement = "global::System.Text.Json.JsonElement";

    public static string GeneratedCode { get; } =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"AgentBay.Typed\", \"{typeof(Runtime).Assembly.GetName().Version.ToString(3)}\")]";
}
