namespace Tauro.LocalHosting;

internal enum ResourceState
{
    NotStarted,
    Waiting,
    Starting,
    Running,
    Unhealthy,
    Restarting,
    Stopping,
    Exited,
    Failed,
}
