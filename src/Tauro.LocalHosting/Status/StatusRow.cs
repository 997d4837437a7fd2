namespace Tauro.LocalHosting;

/// <summary>One line of the table: a resource, or one replica of it. Its changes are told to the board.</summary>
internal sealed class StatusRow(string name, string how, string where, StatusBoard board)
{
    private int _restarts;
    private string? _refusal;

    public string Name => name;

    public string How => how;

    public string Where => where;

    public int? Pid { get; private set; }

    public ResourceState State { get; private set; } = ResourceState.NotStarted;

    public string StateText =>
        _refusal is not null ? $"{State}: {_refusal}"
        : _restarts == 0 ? $"{State}"
        : $"{State} (restarted {_restarts}x)";

    public void SetPid(int? pid) => Pid = pid;

    public void Set(ResourceState state)
    {
        if (State != state)
        {
            var before = State;
            State = state;
            board.Changed(this, before, because: null);
        }
    }

    /// <summary>A process that has not been healthy yet is starting; only one that was can become unhealthy.</summary>
    public void SetUnhealthy()
    {
        if (State == ResourceState.Running)
        {
            Set(ResourceState.Unhealthy);
        }
    }

    /// <summary>It has ended, and is not started again.</summary>
    public void SetFailed(string end, string refusal)
    {
        _refusal = refusal;
        var before = State;
        State = ResourceState.Failed;
        board.Changed(this, before, $"{end} and is not started again. {refusal}");
    }

    public void SetRestarting(string because, TimeSpan delay)
    {
        _restarts++;
        var before = State;
        State = ResourceState.Restarting;
        board.Changed(this, before, $"{because}; restart {_restarts} in {delay.TotalSeconds:0.#} s");
    }
}
