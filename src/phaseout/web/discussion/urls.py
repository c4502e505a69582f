"""Addresses of pages about comments and tasks."""

from django.urls import path

from phaseout.web.discussion import views

urlpatterns = [
    path("comments/on/<str:sort>/<int:pk>/", views.comments, name="comments"),
    path("comments/on/<str:sort>/<int:pk>/add/", views.comment_add, name="comment-add"),
    path("comments/<int:pk>/edit/", views.comment_edit, name="comment-edit"),
    path("comments/<int:pk>/withdraw/", views.comment_withdraw, name="comment-withdraw"),
    path("mentions/<int:pk>/seen/", views.mention_seen, name="mention-seen"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/add/", views.task_where, name="task-where"),
    path("tasks/on/<str:sort>/<int:pk>/add/", views.task_add, name="task-add"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("tasks/<int:pk>/edit/", views.task_edit, name="task-edit"),
    path("tasks/<int:pk>/settle/", views.task_settle, name="task-settle"),
]
