namespace LocalHost.Engine.Work;

/// <summary>Starts asynchronous work on a scheduler, as <see cref="Task.Run(Func{Task})"/> does on the thread pool.</summary>
internal static class SchedulerStart
{
    public static Task Run(this TaskScheduler scheduler, Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();
}
