using System.CommandLine;

namespace AgentBay.Typed.Cli.Commands;

/// <summary><c>agentbay-typed completion</c>: a script that lets a shell ask this program what may come next.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            # In ~/.bashrc: source <(agentbay-typed completion bash)
            _agentbay_typed() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(agentbay-typed "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _agentbay_typed agentbay-typed
            """,
        ["zsh"] = """
            # In ~/.zshrc: source <(agentbay-typed completion zsh)
            _agentbay_typed() {
              local -a found
              found=("${(@f)$(agentbay-typed "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
              compadd -- $found
              _files
            }
            compdef _agentbay_typed agentbay-typed
            """,
        ["fish"] = """
            # In ~/.config/fish/config.fish: agentbay-typed completion fish | source
            complete -c agentbay-typed -a '(agentbay-typed "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """,
        ["pwsh"] = """
            # In $PROFILE: agentbay-typed completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName agentbay-typed -ScriptBlock {
              param($word, $line, $cursor)
              agentbay-typed "[suggest:$cursor]" "$line" | Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };

    public static Command Create()
    {
        Argument<string> shell = new("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        Command command = new("completion", "Prints a completion script for a shell.") { shell };
        command.SetGuardedAction(async (arguments, _) =>
        {
            await arguments.InvocationConfiguration.Output.WriteLineAsync(Scripts[arguments.GetValue(shell)!]);
            return ExitCodes.Success;
        });
        return command;
    }
}
