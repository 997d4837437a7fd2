using Spectre.Console;

namespace Tauro.LocalHosting;

/// <summary>
/// The table of what runs. It is shown when everything is healthy for the first time, and again whenever that has
/// become true once more, and when one has failed for good; what happens in between is a line each.
/// </summary>
internal sealed class StatusBoard(ConsoleOutput output)
{
    private readonly List<StatusRow> _rows = [];
    private readonly Lock _lock = new();
    private bool _shown;
    private bool _dirty;

    public StatusRow Add(string name, string how, string where)
    {
        var row = new StatusRow(name, how, where, this);
        lock (_lock)
        {
            _rows.Add(row);
        }

        return row;
    }

    public void ShowFirst()
    {
        lock (_lock)
        {
            _shown = true;
            Show();
        }
    }

    public void Changed(StatusRow row, ResourceState before, string? because)
    {
        lock (_lock)
        {
            if (because is not null)
            {
                output.Say($"{row.Name}: {because}");
            }
            else if (row.State == ResourceState.Unhealthy || (before == ResourceState.Unhealthy && _shown))
            {
                output.Say($"{row.Name}: {before} -> {row.State}");
            }

            _dirty |= row.State is ResourceState.Restarting or ResourceState.Unhealthy;
            if (row.State == ResourceState.Failed)
            {
                Show();
            }

            if (_shown && _dirty && _rows.TrueForAll(r => r.State == ResourceState.Running))
            {
                _dirty = false;
                Show();
            }
        }
    }

    private void Show()
    {
        var table = new Table { Border = output.Border };
        table.AddColumns("Resource", "Resolved as", "URL", "Pid", "State");
        foreach (var row in _rows)
        {
            table.AddRow(
                Markup.Escape(row.Name),
                Markup.Escape(row.How),
                Markup.Escape(row.Where),
                row.Pid is { } pid ? $"{pid}" : "-",
                $"[{(row.State == ResourceState.Running ? "green" : "red")}]{Markup.Escape(row.StateText)}[/]");
        }

        output.Show(table);
    }
}
