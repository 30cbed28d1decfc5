using System.Collections.Generic;
using System.Linq;
using AgentBay.Typed.Generator.Models;
using AgentBay.Typed.Generator.Naming;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>
/// Writes one tool's file: its method, its part of the group's interface, what a call needs, and its types. As in:
/// <code>
/// public Task&lt;ToolResult&lt;ShellResult&gt;&gt; Shell(string command, CancellationToken cancellationToken = default) =>
///     _caller.Call(ShellTool.Descriptor)
///         .Require("command"u8, command)
///         .InvokeAsync(ShellTool.Output, cancellationToken);
/// </code>
/// </summary>
internal static class ToolEmitter
{
    public static string Emit(ToolModel tool)
    {
        tool = HiddenNames.Qualify(tool);
        SourceWriter source = SourceWriter.BeginFile(tool.Catalog.Namespace);
        using (source.Block("partial class " + Identifiers.Escape(tool.Catalog.ClassName)))
        {
            WriteDocs(source, tool);
            WriteObsolete(source, tool);
            WriteToolAttribute(source, tool);
            WriteMethod(source, tool);
            source.Line();
            WriteInterface(source, tool);
            source.Line();
            WriteHolder(source, tool);
            foreach (DeclaredType type in tool.Types)
            {
                source.Line();
                DeclaredTypeEmitter.Write(source, type, tool.Types);
            }
        }

        return source.ToString();
    }

    private static void WriteDocs(SourceWriter source, ToolModel tool)
    {
        string from = tool.Server is null ? "" : $" of <c>{DocWriter.Escape(tool.Server)}</c>";
        DocWriter.Summary(
            source, tool.Doc, $"Calls the tool '{DocWriter.Escape(tool.WireName)}'.", $"Tool <c>{DocWriter.Escape(tool.WireName)}</c>{from}.{Effects(tool.Annotations)}",
            Parameters(tool));
        foreach (MemberModel parameter in Parameters(tool))
            DocWriter.Parameter(source, parameter, isSent: true);
        source.Line("/// <param name=\"cancellationToken\">Gives up waiting for the tool.</param>");
    }

    private static string Effects(AnnotationsModel hints)
    {
        if (hints.ReadOnly == true)
            return " Changes nothing.";
        List<string> effects = [];
        if (hints.Destructive == true)
            effects.Add(" May overwrite or delete what is there.");
        if (hints.Destructive == false)
            effects.Add(" Adds, and never overwrites or deletes.");
        if (hints.Idempotent == true)
            effects.Add(" A second call with the same arguments has no further effect.");
        if (hints.OpenWorld == true)
            effects.Add(" Reaches outside of its environment.");
        return string.Concat(effects);
    }

    private static void WriteObsolete(SourceWriter source, ToolModel tool)
    {
        if (tool.Deprecated is { } why)
        {
            string message = why.Length == 0 ? $"The tool '{tool.WireName}' is deprecated." : why;
            source.Line($"[global::System.Obsolete({Literal.String(message)})]");
        }
    }

    private static void WriteToolAttribute(SourceWriter source, ToolModel tool)
    {
        IEnumerable<string> names = tool.Parameters.Select(static parameter => parameter.WireName).Prepend(tool.WireName);
        string destructive = tool.Annotations.Destructive == true ? ", IsDestructive = true" : "";
        source.Line($"[{Runtime.Tool}({string.Join(", ", names.Select(Literal.String))}{destructive})]");
    }

    private static void WriteMethod(SourceWriter source, ToolModel tool)
    {
        string holder = tool.HolderQualifier + Identifiers.Escape(tool.HolderName);
        source.List("public " + SignatureStart(tool), ParameterList(tool), ") =>");
        using (source.Indent())
        {
            source.Line($"_caller.Call({holder}.Descriptor)");
            using (source.Indent())
            {
                foreach (MemberModel parameter in tool.Parameters)
                {
                    string value = Identifiers.Escape(parameter.Name);
                    source.Line("." + MemberSyntax.Send(parameter, value, IsOptional(parameter)));
                    foreach (string check in MemberSyntax.Checks(parameter.Type.Bounds, value))
                        source.Line("." + check);
                }

                if (tool.AdditionalArguments is { } rest)
                    source.Line("." + MemberSyntax.SendRest(Identifiers.Escape(rest.Name), rest.Type, tool.Parameters.Select(static parameter => parameter.WireName)));
                string output = tool.Output is null ? "" : holder + ".Output, ";
                source.Line($".InvokeAsync({output}cancellationToken);");
            }
        }
    }

    private static void WriteInterface(SourceWriter source, ToolModel tool)
    {
        using (source.Block("public partial interface " + Identifiers.Escape(tool.GroupInterface)))
        {
            source.Line($"/// <inheritdoc cref=\"{Identifiers.Escape(tool.Catalog.ClassName)}.{Identifiers.Escape(tool.MethodName)}\"/>");
            WriteObsolete(source, tool);
            source.List(SignatureStart(tool), ParameterList(tool), ");");
        }
    }

    private static void WriteHolder(SourceWriter source, ToolModel tool)
    {
        using (source.Block("private static class " + Identifiers.Escape(tool.HolderName)))
        {
            List<string> facts = [];
            if (tool.Server is not null)
                facts.Add($"Server = {Literal.String(tool.Server)}");
            if (!tool.Annotations.IsEmpty)
                facts.Add($"Annotations = new {Runtime.ToolAnnotations} {{ {string.Join(", ", Hints(tool.Annotations))} }}");
            string initializer = facts.Count == 0 ? "" : $" {{ {string.Join(", ", facts)} }}";
            source.Line($"internal static readonly {Runtime.ToolDescriptor} Descriptor = new {Runtime.ToolDescriptor}({Literal.String(tool.WireName)}){initializer};");
            if (tool.Description is { } description)
            {
                string text = description.Text is null ? "null" : Literal.String(description.Text);
                source.Line();
                source.Line($"internal static {Runtime.ToolDescriptor} Describe() => Descriptor.Describe(typeof({Identifiers.Escape(tool.GroupInterface)}), {text}, {Literal.Utf8(description.InputSchema)});");
            }

            if (tool.Output is not { } output)
                return;
            string type = $"{Runtime.ToolOutput}<{TypeSyntax.Of(output.Type)}>";
            string layout = output.Text is null ? "" : ", " + TextShape(output.Text);
            source.Line();
            source.Line($"internal static readonly {type} Output = new {type}({TypeSyntax.ItemReader(output.Type)}{layout});");
        }
    }

    private static IEnumerable<string> Hints(AnnotationsModel hints)
    {
        (string Name, bool? Value)[] all =
        [
            ("ReadOnly", hints.ReadOnly), ("Destructive", hints.Destructive), ("Idempotent", hints.Idempotent), ("OpenWorld", hints.OpenWorld),
        ];
        return all.Where(static hint => hint.Value is not null).Select(static hint => $"{hint.Name} = {(hint.Value == true ? "true" : "false")}");
    }

    private static string TextShape(OutputTextModel text)
    {
        List<string> arguments = [Literal.String(text.Template)];
        if (!text.IsOneObject)
            arguments.Add(text.None is null ? "null" : Literal.String(text.None));
        arguments.AddRange(text.Literals.Select(Literal.String));
        return $"{Runtime.TextShape}.{(text.IsOneObject ? "Members" : "Items")}({string.Join(", ", arguments)})";
    }

    /// <summary>The method without its body, as an interface has it, on one line.</summary>
    public static string Signature(ToolModel tool) => SignatureStart(tool) + string.Join(", ", ParameterList(tool)) + ")";

    private static string SignatureStart(ToolModel tool)
    {
        string result = tool.Output is null ? Runtime.ToolResult : $"{Runtime.ToolResult}<{TypeSyntax.Of(tool.Output.Type)}>";
        return $"{Runtime.Task}<{result}> {Identifiers.Escape(tool.MethodName)}(";
    }

    private static List<string> ParameterList(ToolModel tool)
    {
        List<string> parameters = [.. tool.Parameters.Select(MemberSyntax.Parameter)];
        if (tool.AdditionalArguments is { } rest)
            parameters.Add($"{Runtime.Map}<string, {TypeSyntax.Of(rest.Type)}>? {Identifiers.Escape(rest.Name)} = null");
        parameters.Add($"{Runtime.CancellationToken} cancellationToken = default");
        return parameters;
    }

    private static IEnumerable<MemberModel> Parameters(ToolModel tool) =>
        tool.AdditionalArguments is { } rest ? tool.Parameters.Append(rest) : tool.Parameters;

    private static bool IsOptional(MemberModel parameter) => !parameter.IsRequired && parameter.Default is null;
}
