// A person's course: what recurs, then every session, the latest first; printed or written as a PDF.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../notes"

Sheet {
    id: sheet

    required property Home home
    readonly property CourseView course: (home.integration as IntegrationView).course

    objectName: "course"
    open: course.open
    title: course.title
    sheetWidth: 1100
    tall: true
    onClosed: course.close()
    actions: [
        Button { objectName: "course.notes"; glyph: "write"; text: qsTr("process_notes.open"); onClicked: sheet.course.write_notes() },
        Button { objectName: "course.print"; glyph: "export"; text: qsTr("course.print"); onClicked: sheet.course.print() },
        Button { objectName: "course.write"; kind: "primary"; glyph: "pdf"; text: qsTr("course.write"); onClicked: sheet.course.write() }
    ]

    Say { objectName: "course.about"; Layout.fillWidth: true; color: Theme.mid; text: sheet.course.about; wrapMode: Text.Wrap }

    Scroller {
        id: scroller

        objectName: "course.page"
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight + 8
        activeFocusOnTab: true
        Keys.onDownPressed: contentY = Math.min(contentY + 80, Math.max(0, contentHeight - height))
        Keys.onUpPressed: contentY = Math.max(contentY - 80, 0)
        Accessible.role: Accessible.Pane
        Accessible.name: sheet.title

        ColumnLayout {
            id: column

            width: parent.width - 12
            spacing: 8

            Repeater {
                model: sheet.course.sections

                ColumnLayout {
                    id: part

                    required property var modelData
                    required property int index

                    Layout.fillWidth: true
                    Layout.bottomMargin: Theme.gap
                    spacing: 6

                    Say { objectName: "course." + part.index; Layout.fillWidth: true; kind: "strong"; text: part.modelData.heading; wrapMode: Text.Wrap }
                    Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
                    FigureRows { objectName: "course." + part.index; Layout.fillWidth: true; rows: part.modelData.rows }
                }
            }
        }
    }

    Say { objectName: "course.said"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: sheet.course.said }
    FieldError { objectName: "course.error"; Layout.fillWidth: true; text: sheet.course.form.general }

    NotesSheet { parent: sheet; notes: sheet.course.notes }
}
