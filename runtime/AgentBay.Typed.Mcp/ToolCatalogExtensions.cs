using Microsoft.Extensions.AI;
using ModelContextProtocol.Server;

namespace AgentBay.Typed.Mcp;

/// <summary>The tools of a catalog, or of a session without one, for agents and for MCP hosts.</summary>
public static class ToolCatalogExtensions
{
    /// <summary>
    /// Gives the catalog's tools to an agent, with the names, descriptions and schemas of the capture. Tools that may
    /// overwrite or delete are <see cref="ApprovalRequiredAIFunction"/>s.
    /// </summary>
    /// <typeparam name="T">The catalog.</typeparam>
    /// <param name="tools">The catalog; calls go where its own go.</param>
    /// <param name="groups">
    /// The groups to give, such as <c>typeof(LinuxLatest.IFileSystemTools)</c>; all tools when there is none.
    /// </param>
    /// <exception cref="ArgumentException">A type is no group of the catalog.</exception>
    /// <exception cref="InvalidOperationException">The catalog was compiled without schemas.</exception>
    public static IReadOnlyList<AIFunction> AsAIFunctions<T>(this T tools, params Type[] groups)
        where T : class, IToolCatalog<T>
    {
        ArgumentNullException.ThrowIfNull(groups);
        foreach (Type group in groups)
        {
            if (!group.IsAssignableFrom(typeof(T)))
                throw new ArgumentException($"{group} is no group of tools of {typeof(T).Name}.", nameof(groups));
        }

        return tools.AsAIFunctions(new AIFunctionOptions { Where = tool => groups.Length == 0 || groups.Contains(tool.Group) });
    }

    /// <summary>Gives some of the catalog's tools to an agent.</summary>
    /// <typeparam name="T">The catalog.</typeparam>
    /// <param name="tools">The catalog; calls go where its own go.</param>
    /// <param name="options">Which tools, and which of them ask for approval.</param>
    /// <exception cref="InvalidOperationException">The catalog was compiled without schemas.</exception>
    public static IReadOnlyList<AIFunction> AsAIFunctions<T>(this T tools, AIFunctionOptions options)
        where T : class, IToolCatalog<T>
    {
        ArgumentNullException.ThrowIfNull(tools);
        return tools.Invoker.AsAIFunctions(Described<T>(), options);
    }

    /// <summary>Gives tools to an agent without a catalog, such as those that <see cref="Session.ListToolsAsync"/> tells.</summary>
    /// <param name="invoker">Where the calls go.</param>
    /// <param name="tools">The tools.</param>
    /// <param name="options">Which of them, and which ask for approval; null for all, with the usual rule.</param>
    public static IReadOnlyList<AIFunction> AsAIFunctions(
        this IToolInvoker invoker, IEnumerable<ToolDescriptor> tools, AIFunctionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        ArgumentNullException.ThrowIfNull(tools);
        options ??= new AIFunctionOptions();
        return
        [
            .. tools.Where(options.Where).Select(tool =>
            {
                ToolFunction function = new(invoker, tool);
                return options.RequireApproval(tool) ? new ApprovalRequiredAIFunction(function) : (AIFunction)function;
            }),
        ];
    }

    /// <summary>Gives the catalog's tools to an MCP server of one's own, so that any MCP host can use them.</summary>
    /// <typeparam name="T">The catalog.</typeparam>
    /// <param name="tools">The catalog; calls go where its own go.</param>
    /// <exception cref="InvalidOperationException">The catalog was compiled without schemas.</exception>
    public static IReadOnlyList<McpServerTool> AsMcpServerTools<T>(this T tools)
        where T : class, IToolCatalog<T>
    {
        ArgumentNullException.ThrowIfNull(tools);
        return tools.Invoker.AsMcpServerTools(Described<T>());
    }

    /// <summary>Gives tools to an MCP server without a catalog, such as those that <see cref="Session.ListToolsAsync"/> tells.</summary>
    /// <param name="invoker">Where the calls go.</param>
    /// <param name="tools">The tools.</param>
    public static IReadOnlyList<McpServerTool> AsMcpServerTools(this IToolInvoker invoker, IEnumerable<ToolDescriptor> tools)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        ArgumentNullException.ThrowIfNull(tools);
        return [.. tools.Select(tool => new ServedTool(invoker, tool))];
    }

    private static IReadOnlyList<ToolDescriptor> Described<T>() where T : IToolCatalog<T>
    {
        IReadOnlyList<ToolDescriptor> tools = T.DescribeTools();
        return tools.All(static tool => tool.InputSchema is not null)
            ? tools
            : throw new InvalidOperationException(
                $"The catalog {typeof(T).Name} was compiled without the schemas of its tools, which a model needs. Set "
                + "<AgentBayToolSchemas>true</AgentBayToolSchemas> in the project that generates it; a reference to "
                + "AgentBay.Typed.Mcp there sets it as well.");
    }
}
