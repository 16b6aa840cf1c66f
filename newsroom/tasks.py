"""Keeping the queue itself alive and small."""

import logging

from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

logger = logging.getLogger(__name__)

# A job that has killed its worker so often would go on doing it.
REVIVALS_AT_MOST = 25
KEEP_HOURS = 72


@app.periodic(cron="* * * * *")
@app.task(queue="urgent", queueing_lock="newsroom.revive_stalled_jobs", pass_context=False)
async def revive_stalled_jobs(timestamp: int) -> None:
    """Queue again what a killed worker left: jobs "doing" whose worker's heart stopped for 30 s.

    `timestamp` is the moment of the timetable, and isn't needed. Every job of ours is safe to run
    twice, so one whose worker was merely unreachable does no harm.
    """
    for job in await app.job_manager.get_stalled_jobs():
        await _revive(app.job_manager, job)


@app.periodic(cron="17 3 * * *")
@app.task(queue="ordinary", queueing_lock="newsroom.forget_old_jobs", pass_context=False)
async def forget_old_jobs(timestamp: int) -> None:
    """Delete what was done three days ago or earlier; failed jobs stay, to be looked at."""
    await app.job_manager.delete_old_jobs(nb_hours=KEEP_HOURS, include_aborted=True)


async def _revive(jobs: JobManager, job: Job) -> None:
    try:
        if job.attempts < REVIVALS_AT_MOST:
            await _retry(jobs, job)
        else:
            logger.error("Job %s (%s) ends its worker each time: given up.", job.id, job.task_name)
            await jobs.finish_job(job, Status.FAILED, delete_job=False)
    except ConnectorException:
        # Its worker was slow, not dead, and has finished it meanwhile.
        logger.info("Job %s (%s) needs no reviving any more.", job.id, job.task_name)


async def _retry(jobs: JobManager, job: Job) -> None:
    try:
        await jobs.retry_job(job)
    except UniqueViolation:
        # A periodic job: its next one waits already under the same queueing lock, and will do.
        await jobs.finish_job(job, Status.ABORTED, delete_job=False)
