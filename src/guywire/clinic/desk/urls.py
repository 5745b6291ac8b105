from django.urls import path

from guywire.clinic.desk.views import (
    book,
    diary,
    follow_up,
    measure,
    notices,
    outbox,
    patients,
    person,
    practice,
    privacy,
    program,
    questions,
    rules,
    staff,
    today,
    trail,
    visits,
)

urlpatterns = [
    path("", today.today, name="desk"),
    path("needs-me/", follow_up.follow_up_list, name="desk_follow_up"),
    path("needs-me/<int:pk>/snooze/", follow_up.snooze, name="desk_follow_up_snooze"),
    *(
        path(
            f"needs-me/<int:pk>/{action}/",
            follow_up.act,
            {"action": action},
            name=f"desk_follow_up_{action}",
        )
        for action in follow_up.ACTIONS
    ),
    path("diary/", diary.diary, name="desk_diary"),
    path("visits/new/", book.book, name="desk_book"),
    path("visits/<uuid:public_id>/", visits.visit, name="desk_visit"),
    path(
        "visits/<uuid:public_id>/withdraw-link/",
        visits.withdraw_link,
        name="desk_visit_withdraw_link",
    ),
    path("visits/<uuid:public_id>/move/", visits.move, name="desk_visit_move"),
    *(
        path(f"visits/<uuid:public_id>/{action}/", visits.act, {"action": action})
        for action in visits.ACTIONS
    ),
    path("outbox/", outbox.outbox, name="desk_outbox"),
    path("outbox/<int:pk>/retry/", outbox.retry, name="desk_outbox_retry"),
    path("outbox/<int:pk>/give-up/", outbox.give_up, name="desk_outbox_give_up"),
    path("questions/", questions.questions, name="desk_questions"),
    path("questions/<int:pk>/", questions.question, name="desk_question"),
    path("questions/<int:pk>/reopen/", questions.reopen, name="desk_question_reopen"),
    path("patients/", patients.patients, name="desk_patients"),
    path("patients/new/", person.new, name="desk_new_person"),
    path("patients/<uuid:public_id>/join/<uuid:double_id>/", person.join, name="desk_join"),
    path("joins/<int:pk>/undo/", person.undo_join, name="desk_undo_join"),
    path("patients/<uuid:public_id>/edit/", person.edit, name="desk_edit_person"),
    path("patients/<uuid:public_id>/", patients.patient, name="desk_patient"),
    path("patients/<uuid:public_id>/helped/", patients.helped, name="desk_patient_helped"),
    path("patients/<uuid:public_id>/program/", program.program, name="desk_program"),
    path("patients/<uuid:public_id>/measure/", measure.measure, name="desk_measure"),
    path(
        "patients/<uuid:public_id>/measure/<uuid:check_id>/", measure.correct, name="desk_correct"
    ),
    path("notices/", notices.notices, name="desk_notices"),
    path("notices/new/", notices.edit, name="desk_notice_new"),
    path("notices/<int:pk>/", notices.edit, name="desk_notice"),
    path("notices/<int:pk>/take-down/", notices.take_down, name="desk_notice_take_down"),
    path("rules/", rules.rules, name="desk_rules"),
    path("practice/", practice.practice, name="desk_practice"),
    path("practice/<slug:name>/new/", practice.edit, name="desk_practice_new"),
    path("practice/<slug:name>/<int:pk>/", practice.edit, name="desk_practice_edit"),
    path("practice/<slug:name>/<int:pk>/remove/", practice.remove, name="desk_practice_remove"),
    path("privacy/", privacy.privacy, name="desk_privacy"),
    path("privacy/<int:pk>/answer/", privacy.answer, name="desk_deletion_answer"),
    path("patients/<uuid:public_id>/delete/", privacy.delete, name="desk_delete_person"),
    path("patients/<uuid:public_id>/data.json", privacy.export, name="desk_export_person"),
    path("trail/", trail.trail, name="desk_trail"),
    path("trail/export/", trail.export, name="desk_trail_export"),
    path("staff/", staff.staff, name="desk_staff"),
    path("staff/<int:pk>/invite/", staff.invite, name="desk_staff_invite"),
    path("staff/<int:pk>/role/", staff.change_role, name="desk_staff_role"),
    path("staff/<int:pk>/on/", staff.switch, {"on": True}, name="desk_staff_on"),
    path("staff/<int:pk>/off/", staff.switch, {"on": False}, name="desk_staff_off"),
    path("staff/<int:pk>/second-step/", staff.forget_second_step, name="desk_staff_second_step"),
]
