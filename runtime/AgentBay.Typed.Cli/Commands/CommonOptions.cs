using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    private const string JsonName = "--json";
    private const string FormatName = "--format";

    public static Option<bool> Json() => new(JsonName) { Description = "Prints JSON for programs, errors too." };

    /// <summary>Lets a command print its report in several ways; <see cref="ReportFormat.Json"/> has an option of its own too.</summary>
    public static void AddFormat(this Command command)
    {
        Option<bool> json = Json();
        Option<ReportFormat> format = Choice<ReportFormat>(FormatName, "How to print.");
        command.Options.Add(format);
        command.Options.Add(json);
        command.Validators.Add(result =>
        {
            if (result.GetResult(format) is { Errors: var errors } && !errors.Any() && result.GetValue(json) && result.GetValue(format) != ReportFormat.Json)
                result.AddError($"{JsonName} and {FormatName} {Word(result.GetValue(format))} contradict each other");
        });
    }

    public static ReportFormat FormatOf(ParseResult arguments) =>
        IsJson(arguments) ? ReportFormat.Json : arguments.GetValue<ReportFormat>(FormatName);

    /// <summary>Whether whoever reads the output is a program.</summary>
    public static bool IsJson(ParseResult arguments)
    {
        CommandResult command = arguments.CommandResult;
        return command.GetResult(JsonName) is OptionResult { Errors: var jsonErrors } && !jsonErrors.Any() && arguments.GetValue<bool>(JsonName)
            || command.GetResult(FormatName) is OptionResult { Errors: var formatErrors } && !formatErrors.Any() && arguments.GetValue<ReportFormat>(FormatName) == ReportFormat.Json;
    }

    /// <summary>One of a few words, which an error names; the first where none is given.</summary>
    public static Option<T> Choice<T>(string name, string description) where T : struct, Enum
    {
        string[] words = [.. Enum.GetValues<T>().Select(Word)];
        string all = $"{string.Join(", ", words[..^1])} or {words[^1]}";
        Option<T> option = new(name)
        {
            Description = $"{description} One of {all}; default: {words[0]}.",
            HelpName = string.Join('|', words),
            CustomParser = result =>
            {
                string given = result.Tokens[0].Value;
                int place = Array.FindIndex(words, word => word.Equals(given, StringComparison.OrdinalIgnoreCase));
                if (place < 0)
                    result.AddError($"{name} takes {all}, not '{given.Printable()}'");
                return place < 0 ? default : Enum.GetValues<T>()[place];
            },
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(words);
        return option;
    }

    /// <summary>A number, within bounds that an error names.</summary>
    public static Option<int> Number(string name, string description, int standard, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            string given = result.Tokens[0].Value;
            bool isFit = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most;
            if (!isFit)
                result.AddError($"{name} takes a number from {least} to {most}, not '{given.Printable()}'");
            return number;
        },
    };

    public static Argument<string?> CaptureOrSource() => new("capture")
    {
        Description = "A capture on disk; or name a source with --image, --command or --url.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Argument<string?> Project() => new("project")
    {
        Description = "A project file or its folder. Default: the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
