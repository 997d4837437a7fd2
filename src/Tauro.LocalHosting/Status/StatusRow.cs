namespace Tauro.LocalHosting;

/// <summary>One line of the table: a resource, or one replica of it. Its changes are told to the board.</summary>
internal sealed class StatusRow(string name, string how, string where, StatusBoard board)
{
    private int _restarts;

    public string Name => name;

    public string How => how;

    public string Where => where;

    public int? Pid { get; private set; }

    public ResourceState State { get; private set; } = ResourceState.NotStarted;

    public string StateText => _restarts == 0 ? $"{State}" : $"{State} (restarted {_restarts}x)";

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

    public void SetRestarting(string because, TimeSpan delay)
    {
        _restarts++;
        var before = State;
        State = ResourceState.Restarting;
        board.Changed(this, before, $"{because}; restart {_restarts} in {delay.TotalSeconds:0.#} s");
    }
}
