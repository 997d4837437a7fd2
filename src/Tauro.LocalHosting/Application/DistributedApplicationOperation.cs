namespace Tauro.LocalHosting;

public enum DistributedApplicationOperation
{
    Run = 0,
    Publish = 1,
}
