using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Tauro.LocalHosting;

/// <summary>
/// Everything the engine prints, one line at a time. Where the output is not a terminal it is plain text.
/// </summary>
internal sealed partial class ConsoleOutput
{
    private const int PlainWidth = 200;

    private static readonly string[] Colours = ["aqua", "yellow", "fuchsia", "lime", "dodgerblue1", "orange1"];

    private readonly Lock _lock = new();
    private readonly bool _plain = Console.IsOutputRedirected;
    private readonly IAnsiConsole _console;
    private readonly Dictionary<string, string> _colours = [];
    private int _nameWidth;

    public ConsoleOutput()
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = _plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = _plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        if (_plain)
        {
            _console.Profile.Width = PlainWidth;
            _console.Profile.Capabilities.Unicode = false;
        }
    }

    public TableBorder Border => _plain ? TableBorder.Ascii : TableBorder.Rounded;

    /// <summary>Fixes each resource's colour and the width of the prefix.</summary>
    public void Know(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _colours[name] = Colours[_colours.Count % Colours.Length];
            _nameWidth = Math.Max(_nameWidth, name.Length);
        }
    }

    /// <summary>
    /// A line that a resource printed. Services colour their lines even into a pipe, because Aspire tells them to.
    /// </summary>
    public void Line(string name, string text)
    {
        var prefix = $"[{name}]".PadRight(_nameWidth + 2);
        lock (_lock)
        {
            if (_plain)
            {
                Console.Out.WriteLine($"{prefix} {Escapes().Replace(text, string.Empty)}");
            }
            else
            {
                _console.Markup($"[{_colours.GetValueOrDefault(name, "grey")}]{Markup.Escape(prefix)}[/] ");
                Console.Out.WriteLine(text);
            }
        }
    }

    public void Say(string text)
    {
        lock (_lock)
        {
            Console.Out.WriteLine(text);
        }
    }

    public void Show(IRenderable table)
    {
        lock (_lock)
        {
            _console.Write(table);
        }
    }

    [GeneratedRegex(@"\x1B\[[0-9;?]*[ -/]*[@-~]")]
    private static partial Regex Escapes();
}
