using System.Diagnostics;
using Spectre.Console;

namespace Semblance.Cli.Shell;

/// <summary>Shows how far a long job is: a bar with rate and time left on a terminal, a line now and then elsewhere, nothing when quiet.</summary>
internal sealed class JobProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly Session _session;
    private readonly string _name;
    private readonly ProgressTask? _bar;
    private readonly Stopwatch _sinceLine = Stopwatch.StartNew();
    private readonly Stopwatch _sinceStart = new();
    private long _first;

    private JobProgress(Session session, string name, ProgressTask? bar) => (_session, _name, _bar) = (session, name, bar);

    /// <summary>Does a job that tells its progress.</summary>
    /// <param name="session">Whose stderr is written to.</param>
    /// <param name="name">What the job is: <c>training</c>.</param>
    /// <param name="work">The job.</param>
    public static T Run<T>(Session session, string name, Func<JobProgress, T> work)
    {
        if (session.IsQuiet || !session.Notes.Profile.Capabilities.Interactive) return work(new JobProgress(session, name, null));
        return session.Notes.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => work(new JobProgress(session, name, context.AddTask(name, maxValue: 1))));
    }

    /// <summary>Tells how far the job is.</summary>
    /// <param name="done">Units done.</param>
    /// <param name="total">Units in all, at least 1.</param>
    /// <param name="state">What else to show: loss, rate.</param>
    public void Report(long done, long total, string state = "")
    {
        if (!_sinceStart.IsRunning)
        {
            _sinceStart.Start();
            _first = done;
        }

        var left = done > _first ? _sinceStart.Elapsed.TotalSeconds / (done - _first) * (total - done) : double.PositiveInfinity;
        var text = $"{_name} {done}/{total}{(state.Length > 0 ? ", " + state : "")}, {Numbers.Duration(left)} left";
        if (_bar is not null)
        {
            _bar.MaxValue = total;
            _bar.Value = done;
            _bar.Description = Markup.Escape(text);
        }
        else if (_sinceLine.Elapsed > Pause)
        {
            _sinceLine.Restart();
            _session.Note(text);
        }
    }
}
